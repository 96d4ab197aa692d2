// 打印按钮：没有脚本就不出现，浏览器自己的打印照样能用。
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => window.print());
  }
}

customElements.define("print-button", PrintButton);
