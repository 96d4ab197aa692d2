// 把一段可展开的内容变成对话框。内容仍在原来的标记里，只是搬进 <dialog>。
class DialogBox extends HTMLElement {
  connectedCallback() {
    this.summary = this.querySelector("summary");
    this.summary.setAttribute("role", "button");
    this.summary.setAttribute("aria-haspopup", "dialog");
    this.summary.addEventListener("click", (event) => {
      event.preventDefault();
      this.open();
    });
    // 里面的字段有错时，对话框自己打开，错误才看得见。
    if (this.querySelector(".field-wrong")) this.open();
  }

  open() {
    this.dialog ??= this.build();
    this.dialog.showModal();
  }

  build() {
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
    this.append(dialog);
    return dialog;
  }

  foot(body) {
    const row = document.createElement("div");
    row.className = "button-row";
    body.append(row);
    return row;
  }
}

customElements.define("dialog-box", DialogBox);
