// Words that lie on other words, and words that are cut off, as sentences. Evaluated by sound.py.
() => {
  const wrong = [];
  const style = (node) => getComputedStyle(node);
  const few = (words) => words.trim().slice(0, 16);
  // What floats above the page by intent is not measured against what is below it.
  const floats = (node) => node?.closest("dialog, .ribbon, .skip-link, .visually-hidden")
    || ["fixed", "sticky"].includes(style(node).position);
  const apart = (node) => {
    for (let one = node; one && one !== document.body; one = one.parentElement)
      if (floats(one) || style(one).position === "absolute") return true;
    return false;
  };
  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && style(node).opacity !== "0";

  const hides = (node) => [style(node).overflowX, style(node).overflowY].some((one) => ["hidden", "clip"].includes(one));
  // The lines that a box does not show lie upon nothing.
  const edge = (node) => {
    let bottom = Infinity;
    for (let one = node; one; one = one.parentElement)
      if (hides(one)) bottom = Math.min(bottom, one.getBoundingClientRect().bottom);
    return bottom;
  };

  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, option, svg") || !shown(parent) || apart(parent)) continue;
    const end = edge(parent);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      // A line's box is higher than its letters: their middle is what must be free.
      const lean = box.height / 4;
      if (box.width > 1 && box.top + lean < end) words.push({ node, box, top: box.top + lean, bottom: box.bottom - lean });
    }
  }
  words.sort((one, two) => one.top - two.top);
  words.forEach((one, at) => {
    for (const two of words.slice(at + 1)) {
      if (two.top >= one.bottom) break;
      if (one.node === two.node) continue;
      const across = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      if (across > 2) wrong.push(`overlapping: ${few(one.node.data)} and ${few(two.node.data)}`);
    }
  });

  for (const node of document.body.querySelectorAll("*")) {
    if (!hides(node) || !shown(node) || apart(node) || !node.textContent.trim()) continue;
    if (node.matches("textarea, select, svg *") || style(node).webkitLineClamp !== "none") continue;
    if (node.scrollWidth > node.clientWidth + 2 || node.scrollHeight > node.clientHeight + 2)
      wrong.push(`cut: ${few(node.textContent)}`);
  }
  return wrong;
}
