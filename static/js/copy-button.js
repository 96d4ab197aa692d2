// 复制一段字。会场的普通 HTTP 页面没有剪贴板接口，退回到选中再复制。
class CopyButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => this.copy());
  }

  async copy() {
    const text = this.dataset.text;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      if (!copyBySelection(text)) return;
    }
    this.querySelector("[role=status]").textContent = this.dataset.done;
    this.querySelector("button span").textContent = this.dataset.done;
  }
}

function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

customElements.define("copy-button", CopyButton);
