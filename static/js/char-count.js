// 边写边数。字按码点数，与服务器一致；话从标记里来。
class CharCount extends HTMLElement {
  connectedCallback() {
    this.input = document.getElementById(this.getAttribute("for"));
    if (!this.input) return;
    this.max = Number(this.dataset.max);
    this.listener = () => this.show();
    this.input.addEventListener("input", this.listener);
    if (this.input.value) this.show();
  }

  disconnectedCallback() {
    this.input?.removeEventListener("input", this.listener);
  }

  show() {
    const left = this.max - [...this.input.value].length;
    const sentence = left < 0 ? this.dataset.over : this.dataset.left;
    this.dataset.state = left < 0 ? "over" : "within";
    this.textContent = sentence.replace("{n}", String(Math.abs(left)));
  }
}

customElements.define("char-count", CharCount);
