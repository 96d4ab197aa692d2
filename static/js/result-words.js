// 结果怎么写，随写随看。句子由服务器给，这里只把文字放进去。
class ResultWords extends HTMLElement {
  connectedCallback() {
    this.templates = JSON.parse(this.dataset.templates);
    this.preview = this.querySelector("[data-preview]");
    this.told = this.querySelector("[data-told]");
    this.addEventListener("input", () => this.write());
    this.write();
  }

  write() {
    const outcome = this.querySelector('[name="outcome"]:checked')?.value;
    const what = this.querySelector('[name="text"]').value.trim();
    this.preview.hidden = !(outcome && what);
    if (this.preview.hidden) return;
    const words = { what, body: this.querySelector('[name="body"]').value.trim() };
    this.told.textContent = this.templates[outcome].replace(/\{(what|body)\}/g, (_all, name) => words[name]);
  }
}

customElements.define("result-words", ResultWords);
