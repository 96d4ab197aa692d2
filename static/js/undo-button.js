// 撤回按钮：数着剩下的秒，到时候自己藏起来。能不能撤回仍由服务器说了算。
import { serverNow } from "./server-clock.js";

class UndoButton extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.show(), 250);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    // 每次都重新读：局部更新可能就地换了属性。截止的时刻以服务器的毫秒计。
    const { now, left, words } = this.dataset;
    const seconds = Math.ceil((Number(now) + Number(left) - serverNow()) / 1000);
    this.hidden = seconds <= 0;
    const label = this.querySelector("button span");
    const text = words.replace("%(n)s", String(seconds));
    if (!this.hidden && label && label.textContent !== text) label.textContent = text;
  }
}

customElements.define("undo-button", UndoButton);
