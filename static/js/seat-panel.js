// 我的席位：按了就送，说一声办成没有；该显示哪一块看会场的 state。能不能做，由服务器说。
const PATIENCE = 8000; // 毫秒：一次按下最多等多久
const RECENT = 3000; // 毫秒：办成的话至少留这么久

class SeatPanel extends HTMLElement {
  connectedCallback() {
    this.seat = this.dataset.seat;
    this.addEventListener("submit", (event) => this.send(event));
    document.addEventListener("room:shown", () => this.show());
    this.show();
  }

  get state() {
    return document.querySelector("#region-state > *")?.dataset ?? {};
  }

  show() {
    const { poll = "", queued = "", speaking = "", openFloor = "", heard = "" } = this.state;
    const place = queued.split(",").indexOf(this.seat) + 1;
    let shown = openFloor && this.dataset.voice ? "hand" : "quiet";
    if (shown === "hand" && heard.split(",").includes(this.seat)) shown = "heard";
    if (place) shown = "queued";
    if (speaking === this.seat) shown = "speaking";
    if (poll) shown = "poll";
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== shown;
    if (place) this.write("[data-mine-place]", place === 1 ? this.dataset.next : this.dataset.place.replace("{n}", place));
    if (this.shown && shown !== this.shown) this.forget();
    this.shown = shown;
    this.vote(poll);
    this.mark();
  }

  // 到了下一步，上一步的回话就过时了；刚说的还留着。
  forget() {
    for (const said of this.querySelectorAll(".press-said")) said.textContent = "";
    if (performance.now() - (this.saidAt ?? -Infinity) > RECENT) this.write("[data-said]", "");
  }

  // 换了一次表决，表单就送到新的地址，从头选起。
  vote(poll) {
    const form = this.querySelector('[data-press="vote"]');
    if (!form || !poll) return;
    const address = form.dataset.address.replace("/0/", `/${poll}/`);
    if (form.getAttribute("action") !== address) {
      form.action = address;
      form.reset();
      form.closest("details").open = true;
      this.write("[data-mine]", "");
      this.write("[data-said]", "");
    }
    const counted = (this.state.voted ?? "").split(",").includes(this.seat);
    if (counted && !this.querySelector("[data-mine]").textContent) this.write("[data-mine]", this.dataset.counted);
  }

  // 队列是大家的；自己的那一行，在自己的手机上标出来。
  mark() {
    const row = document.querySelector(`#region-queue [data-seat="${this.seat}"]`);
    if (!row || row.querySelector("[data-mark]")) return;
    const mark = document.createElement("em");
    mark.dataset.mark = "";
    mark.textContent = this.dataset.me;
    row.append(mark);
  }

  async send(event) {
    event.preventDefault();
    const form = event.target;
    if (this.busy) return;
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    identify(form, body);
    this.busy = true;
    this.setAttribute("aria-busy", "true");
    form.querySelector(".press-said").textContent = await this.answer(form, body);
    this.removeAttribute("aria-busy");
    this.busy = false;
  }

  async answer(form, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: stop.signal });
      if (answer.status >= 500) return this.dataset.broken;
      form.dataset.sent = "";
      if (answer.type === "opaqueredirect") return this.done(form, body);
      return sentenceOf(await answer.text()) || this.dataset.broken;
    } catch {
      // 也许到了，也许没到：再按一次用同一个号，服务器只算一次。
      return this.dataset.lost;
    } finally {
      clearTimeout(timer);
    }
  }

  done(form, body) {
    document.dispatchEvent(new CustomEvent("room:pressed"));
    if (form.dataset.press !== "vote") {
      this.write("[data-said]", form.dataset.done);
      this.saidAt = performance.now();
      return "";
    }
    const word = form.querySelector(`[value="${body.get("choice")}"]`).dataset.word;
    this.write("[data-mine]", this.dataset.chosen.replace("{choice}", word));
    form.closest("details").open = false;
    return "";
  }

  write(place, text) {
    const found = this.querySelector(place);
    if (found && found.textContent !== text) found.textContent = text;
  }
}

// 同样的内容没收到回答，再送时还是原来的号；内容变了或者办成了，用新的号。
function identify(form, body) {
  body.delete("command_id");
  const content = `${form.action} ${body}`;
  const [was, kept] = (form.dataset.sent || "\n").split("\n");
  const id = was === content ? kept : fresh();
  form.dataset.sent = `${content}\n${id}`;
  body.set("command_id", id);
}

// 会场的普通 HTTP 页面没有 crypto.randomUUID。
function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sentenceOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector(".notice-body p")?.textContent.trim();
}

customElements.define("seat-panel", SeatPanel);
