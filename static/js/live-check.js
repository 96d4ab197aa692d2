// 边写边查：停笔一会儿，把表单送到检查的地址，只换结论那一块。没有它，“检查和预览”照样能用。
const PAUSE = 900;

class LiveCheck extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector(this.dataset.form);
    this.listener = () => this.later();
    this.form?.addEventListener("input", this.listener);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.form?.removeEventListener("input", this.listener);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
  }

  async check() {
    this.running?.abort();
    this.running = new AbortController();
    try {
      const answer = await fetch(this.dataset.address, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        signal: this.running.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("findings");
      if (found) document.getElementById("findings").replaceChildren(...found.childNodes);
    } catch {
      // 断网或者又写了一句：旧的结论留着，下一次再查。
    }
  }
}

customElements.define("live-check", LiveCheck);
