// 会场的页面：推来的内容换进各自的位置，旧的不盖新的；断了线说一声，重来以后自己补上。
import { open } from "./channel.js";

const SPREAD = 1500; // 毫秒：大家一起重连时，错开来取
const AGAIN = 3000; // 毫秒：没取到，过一会儿再取

class LiveRoom extends HTMLElement {
  connectedCallback() {
    const { id, code, kind } = this.dataset;
    if (kind !== "audience") return;
    this.said = this.outcome();
    this.passed();
    document.addEventListener("channel:frame", ({ detail }) => this.take(detail));
    document.addEventListener("channel:joined", ({ detail }) => this.joined(detail));
    document.addEventListener("channel:lost", () => this.tell(this.dataset.lost));
    document.addEventListener("channel:refused", ({ detail }) => this.tell(detail.sentence));
    document.addEventListener("room:pressed", () => this.expect(this.version));
    open({ id: Number(id), code, kind, seat: this.dataset.seat !== undefined });
  }

  get version() {
    return Number(this.dataset.version);
  }

  joined({ version }) {
    this.dataset.live = "";
    this.tell("");
    if (version > this.version) this.later(SPREAD * Math.random());
  }

  take({ version, regions }) {
    if (version <= this.version) return;
    this.dataset.version = version;
    for (const [name, html] of Object.entries(regions)) {
      const region = this.querySelector(`[data-region="${name}"]`);
      if (region) put(region, html);
    }
    this.passed();
    const { focus = "", beside = "" } = this.querySelector("#region-state > *")?.dataset ?? {};
    Object.assign(this.dataset, { focus, beside });
    document.dispatchEvent(new CustomEvent("room:shown"));
    this.announce();
  }

  // 到了下一个环节，打开这一页时的回话(“签到好了”)就过时了。
  passed() {
    const title = this.querySelector("#region-stage .now-title")?.textContent;
    if (this.place !== undefined && this.place !== title) this.querySelector(".flashes")?.replaceChildren();
    this.place = title;
  }

  // 没收到的那几次，从自己这一页里补：页面上的内容和推来的是同一段。
  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), wait);
  }

  async fetch() {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("live-room");
      // 服务器正在重开，给的是一张说明：过一会儿再取。
      if (answer.status >= 500) this.later(AGAIN);
      if (!found) return;
      const parts = [...found.querySelectorAll("[data-region]")];
      const regions = Object.fromEntries(parts.map((part) => [part.dataset.region, part.innerHTML]));
      this.take({ version: Number(found.dataset.version), regions });
    } catch {
      this.later(AGAIN);
    }
  }

  // 自己按了，却迟迟没有推来：线可能不通，自己去取。
  expect(version) {
    setTimeout(() => this.version === version && this.fetch(), SPREAD);
  }

  // 线通着就不用自己刷新；不通时，刷新的按钮在那里。
  tell(sentence) {
    if (sentence) delete this.dataset.live;
    write(this.querySelector("[data-line]"), sentence);
    for (const link of this.querySelectorAll("[data-reload]")) link.hidden = !sentence;
  }

  // 读屏只听结果：开始表决、票数、通过没通过。钟和队列变得太勤，不念。
  outcome() {
    return [...this.querySelectorAll("[data-say]")].map((one) => one.textContent).join(" ");
  }

  announce() {
    const outcome = this.outcome();
    if (outcome !== this.said) write(this.querySelector("[data-outcome]"), outcome);
    this.said = outcome;
  }
}

function put(region, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (shape(region) !== shape(fresh.content)) region.replaceChildren(fresh.content);
}

// 钟自己在走，它的字不算变；事实变了才算。
function shape(part) {
  const copy = part.cloneNode(true);
  for (const clock of copy.querySelectorAll("meeting-clock")) {
    clock.replaceWith(JSON.stringify(clock.dataset));
  }
  for (const mark of copy.querySelectorAll("[data-mark]")) mark.remove();
  const box = document.createElement("div");
  box.append(...copy.childNodes);
  return box.innerHTML;
}

function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

customElements.define("live-room", LiveRoom);
