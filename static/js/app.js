// 渐进增强的入口：没有它，每张表单照样能用。
import "./char-count.js";
import "./copy-button.js";
import "./danger-words.js";
import "./dialog-box.js";
import "./elder-switch.js";
import "./live-check.js";
import "./photo-picker.js";
import "./print-button.js";
import "./upload-progress.js";

document.querySelector("[data-focus]")?.focus();
