// 打印按钮：没有脚本就不出现，浏览器自己的打印照样能用。
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => window.print());
  }
}

customElements.define("print-button", PrintButton);

// 从别的页面一按就印：页面一齐，就打开打印；没有脚本时，照样看得到这一页。
class PrintNow extends HTMLElement {
  connectedCallback() {
    if (document.readyState === "complete") setTimeout(() => window.print());
    else addEventListener("load", () => window.print(), { once: true });
  }
}

customElements.define("print-now", PrintNow);
