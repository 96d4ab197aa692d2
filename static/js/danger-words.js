// Shows the emergency numbers as soon as a word of danger is typed; the server checks again.
class DangerWords extends HTMLElement {
  connectedCallback() {
    const words = this.dataset.words.split("|");
    const field = document.getElementById(this.getAttribute("for"));
    const look = () => {
      this.hidden = !words.some((word) => field.value.toLowerCase().includes(word));
    };
    field?.addEventListener("input", look);
    if (field) look();
  }
}

customElements.define("danger-words", DangerWords);
