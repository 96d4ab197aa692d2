// 把一段可展开的内容变成对话框。内容仍在原来的标记里，打开时搬进 <dialog>，关上时搬回去：
// 页面局部更新看到的，总是服务器写的样子。
class DialogBox extends HTMLElement {
  constructor() {
    super();
    this.addEventListener("click", (event) => {
      if (!event.target.closest("summary")) return;
      event.preventDefault();
      this.open();
    });
  }

  connectedCallback() {
    // 局部更新会先放进一个空的，再填内容。
    const summary = this.querySelector("summary");
    summary?.setAttribute("role", "button");
    summary?.setAttribute("aria-haspopup", "dialog");
    // 里面的字段有错时，对话框自己打开，错误才看得见。
    if (this.querySelector(".field-wrong")) this.open();
  }

  open() {
    if (this.querySelector("dialog")) return;
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", this.dataset.title);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button-plain";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => dialog.close());
    const body = this.querySelector(".dialog-body");
    const row = body.querySelector(":scope > .button-row:last-child") ?? this.foot(body);
    row.append(close);
    dialog.append(body);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => this.restore(dialog, body, close, row));
    this.append(dialog);
    dialog.showModal();
  }

  restore(dialog, body, close, row) {
    close.remove();
    if (!row.childElementCount) row.remove();
    this.querySelector("details").append(body);
    dialog.remove();
  }

  foot(body) {
    const row = document.createElement("div");
    row.className = "button-row";
    body.append(row);
    return row;
  }
}

customElements.define("dialog-box", DialogBox);
