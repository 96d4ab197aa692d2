// 送照片时显示走了多少；断了网，写的和选的都还在，同一个 command_id 再送不会重复。
class UploadProgress extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("submit", (event) => this.start(event));
  }

  start(event) {
    const picked = [...this.form.querySelectorAll("input[type=file]")].some((i) => i.files.length);
    if (!picked || event.defaultPrevented) return;
    event.preventDefault();
    this.disable(true);
    this.say(this.dataset.sending, "info");
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.bar.setAttribute("aria-label", this.dataset.sending);
    this.append(this.bar);
    this.send(new FormData(this.form, event.submitter));
  }

  send(data) {
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      this.bar.value = total ? (100 * loaded) / total : 0;
    });
    request.addEventListener("load", () => this.land(request));
    request.addEventListener("error", () => this.fail());
    request.addEventListener("timeout", () => this.fail());
    request.send(data);
  }

  land(request) {
    const arrived = request.status < 400 && request.responseURL !== this.form.action;
    if (arrived) {
      window.location.assign(request.responseURL);
      return;
    }
    const page = request.response?.getElementById("main");
    if (!page || request.status >= 500) {
      this.fail();
      return;
    }
    // 422：页面带着写好的字和错误回来，换掉正文。
    document.getElementById("main").replaceWith(document.adoptNode(page));
    document.querySelector("[data-focus]")?.focus();
  }

  fail() {
    this.disable(false);
    this.say(this.dataset.failed, "bad");
    this.scrollIntoView({ block: "center" });
  }

  say(sentence, tone) {
    const note = document.createElement("p");
    note.className = `notice tone-${tone}`;
    note.setAttribute("role", tone === "bad" ? "alert" : "status");
    note.textContent = sentence;
    this.replaceChildren(note);
  }

  disable(off) {
    for (const button of this.form.querySelectorAll("button[type=submit]")) button.disabled = off;
  }
}

customElements.define("upload-progress", UploadProgress);
