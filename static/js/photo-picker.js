// 选好的照片先看一眼，分几次选也都留着，选错的可以去掉。画在 canvas 上，不需要 blob: 地址。
class PhotoPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.kept = [];
    this.note = element("p", "picker-note");
    this.note.setAttribute("role", "status");
    this.photos = element("ul", "picker-photos");
    this.append(this.note, this.photos);
    this.input.addEventListener("change", () => this.keep([...this.kept, ...this.input.files]));
  }

  keep(files) {
    const many = this.input.multiple ? files : files.slice(-1);
    this.kept = many.filter((file, at) => many.findIndex((other) => same(file, other)) === at);
    const chosen = new DataTransfer();
    for (const file of this.kept) chosen.items.add(file);
    this.input.files = chosen.files;
    this.show();
  }

  show() {
    this.photos.replaceChildren(...this.kept.map((file) => this.preview(file)));
    const wrong = this.problem();
    this.note.dataset.state = wrong ? "wrong" : "right";
    this.note.textContent = wrong || this.counted();
  }

  problem() {
    const big = this.kept.find((file) => file.size > Number(this.dataset.bytes));
    if (big) return this.dataset.big.replace("{name}", big.name);
    const many = this.kept.length > Number(this.dataset.max);
    return many ? this.dataset.many.replace("{n}", this.dataset.max) : "";
  }

  counted() {
    return this.kept.length ? this.dataset.count.replace("{n}", String(this.kept.length)) : "";
  }

  preview(file) {
    const box = element("li", "picker-photo");
    const canvas = element("canvas", "");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    const remove = element("button", "");
    remove.type = "button";
    remove.textContent = this.dataset.remove;
    remove.addEventListener("click", () => {
      this.keep(this.kept.filter((other) => other !== file));
      this.input.focus();
    });
    box.append(canvas, remove);
    draw(file, canvas);
    return box;
  }
}

function same(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

function element(name, className) {
  const node = document.createElement(name);
  node.className = className;
  return node;
}

async function draw(file, canvas) {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: 240, resizeQuality: "medium" });
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
  } catch {
    canvas.dataset.state = "unreadable"; // 浏览器不认识的格式(如 HEIC)：留空格子，服务器再看
  }
}

customElements.define("photo-picker", PhotoPicker);
