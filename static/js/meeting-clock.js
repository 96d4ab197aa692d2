// 时间由服务器说了算；这里只用单调时钟把打开那一刻的剩余时间往下走，设备自己的钟错了也不要紧。
const YELLOW_MS = 30_000;
const LONG_MS = 180_000;
const GRACE_MS = 15_000;

class MeetingClock extends HTMLElement {
  connectedCallback() {
    this.remaining = Number(this.dataset.remaining);
    this.since = performance.now();
    if (this.dataset.running === "1") this.timer = setInterval(() => this.show(), 250);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const running = this.dataset.running === "1";
    const left = this.remaining - (running ? performance.now() - this.since : 0);
    const seconds = left >= 0 ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
    const digits = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const time = this.querySelector(".clock-time");
    const text = left < 0 ? `+${digits}` : digits;
    if (time.textContent !== text) time.textContent = text;
    this.turn(this.card(left));
  }

  card(left) {
    const yellow = Number(this.dataset.total) >= LONG_MS ? 2 * YELLOW_MS : YELLOW_MS;
    if (left > yellow) return "green";
    if (left > 0) return "yellow";
    return left < -GRACE_MS ? "over" : "red";
  }

  turn(card) {
    if (this.shown === card) return;
    this.shown = card;
    for (const name of ["green", "yellow", "red", "over"]) {
      this.classList.toggle(`card-${name}`, name === card);
    }
    this.querySelector(".clock-word").textContent = this.dataset[card];
  }
}

customElements.define("meeting-clock", MeetingClock);
