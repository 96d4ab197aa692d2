// 选好的照片先看一眼，选错的可以去掉。画在 canvas 上，不需要 blob: 地址。
class PhotoPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.note = element("p", "picker-note");
    this.note.setAttribute("role", "status");
    this.photos = element("div", "picker-photos");
    this.append(this.note, this.photos);
    this.input.addEventListener("change", () => this.show());
  }

  show() {
    const files = [...this.input.files];
    this.photos.replaceChildren(...files.map((file) => this.preview(file)));
    const wrong = this.problem(files);
    this.note.dataset.state = wrong ? "wrong" : "right";
    this.note.textContent = wrong || this.counted(files.length);
  }

  problem(files) {
    const big = files.find((file) => file.size > Number(this.dataset.bytes));
    if (big) return this.dataset.big.replace("{name}", big.name);
    const many = files.length > Number(this.dataset.max);
    return many ? this.dataset.many.replace("{n}", this.dataset.max) : "";
  }

  counted(n) {
    return n ? this.dataset.count.replace("{n}", String(n)) : "";
  }

  preview(file) {
    const box = element("div", "picker-photo");
    const canvas = element("canvas", "");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    const remove = element("button", "");
    remove.type = "button";
    remove.textContent = this.dataset.remove;
    remove.addEventListener("click", () => this.remove(file));
    box.append(canvas, remove);
    draw(file, canvas);
    return box;
  }

  remove(file) {
    const kept = new DataTransfer();
    for (const other of this.input.files) if (other !== file) kept.items.add(other);
    this.input.files = kept.files;
    this.show();
    this.input.focus();
  }
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
