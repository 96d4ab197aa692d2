// 一只钟：事实在属性里(总共、已用、从何时起走)，现在几点问 server-clock；设备自己的钟错了也不要紧。
import { isSure, serverNow } from "./server-clock.js";

const RECENT = 3000; // 毫秒：睡过了的界线，醒来不补铃
const CARDS = ["green", "yellow", "red", "over"];
const WAKES = ["visibilitychange", "resume", "clock:measured"];

class MeetingClock extends HTMLElement {
  connectedCallback() {
    this.repaint = () => this.paint();
    for (const name of WAKES) document.addEventListener(name, this.repaint);
    addEventListener("pageshow", this.repaint);
    // 页面局部更新会改属性和文字：在画到屏幕之前改回该有的样子。
    this.watch = new MutationObserver(this.repaint);
    this.watch.observe(this, { attributes: true, childList: true, characterData: true, subtree: true });
    this.paint();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.watch.disconnect();
    for (const name of WAKES) document.removeEventListener(name, this.repaint);
    removeEventListener("pageshow", this.repaint);
  }

  get running() {
    return this.dataset.since !== "";
  }

  left() {
    const { total, spent, since } = this.dataset;
    const elapsed = this.running ? Math.max(0, serverNow() - Number(since)) : 0;
    return Number(total) - Number(spent) - elapsed;
  }

  paint() {
    clearTimeout(this.timer);
    const left = this.left();
    const unsure = this.running && !isSure();
    write(this.querySelector(".clock-time"), unsure ? "–:––" : digits(left));
    this.classList.toggle("clock-unsure", unsure);
    if (!unsure) this.turn(this.card(left), left);
    this.watch.takeRecords();
    // 每一秒的交界处醒来，各块屏幕的数字就一起变。
    if (this.running) this.timer = setTimeout(this.repaint, 1 + (((left % 1000) + 1000) % 1000));
  }

  card(left) {
    if (left > Number(this.dataset.yellow)) return "green";
    if (left > 0) return "yellow";
    return left < -Number(this.dataset.grace) ? "over" : "red";
  }

  turn(card, left) {
    for (const name of CARDS) this.classList.toggle(`card-${name}`, name === card);
    const word = this.dataset[card === "yellow" ? "yellowWord" : card];
    write(this.querySelector(".clock-word"), word);
    const { total, spent, since } = this.dataset;
    const facts = `${total} ${spent} ${since}`;
    // 只有时间自己走过了界线才算翻牌；换了一只钟、加了时间，都不响。
    if (this.running && this.facts === facts && this.shown !== card) this.turned(card, left);
    this.facts = facts;
    this.shown = card;
  }

  turned(card, left) {
    const bound = { green: Infinity, yellow: Number(this.dataset.yellow), red: 0, over: -Number(this.dataset.grace) };
    const name = this.querySelector(".clock-time").getAttribute("aria-label");
    write(this.querySelector(".clock-said"), `${name} ${this.dataset[card === "yellow" ? "yellowWord" : card]}`);
    if (bound[card] - left > RECENT) return;
    this.dispatchEvent(new CustomEvent("clock:turned", { bubbles: true, detail: { card } }));
  }
}

function digits(left) {
  const seconds = left >= 0 ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return left <= -1000 ? `+${text}` : text;
}

function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

customElements.define("meeting-clock", MeetingClock);
