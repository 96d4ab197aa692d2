// What is wrong with the page as shown, as sentences. Evaluated by sound.py, with how the page
// is looked at: its language, the least height of what is pressed, the least size of a letter.
({ lang, target, letter }) => {
  const wrong = [];
  const tell = (words) => wrong.push(words);
  const style = (node, part) => getComputedStyle(node, part);
  const text = (node) => node.textContent.trim();

  const heads = document.querySelectorAll("h1").length;
  if (heads !== 1) tell(`${heads} h1`);
  const han = /\p{Script=Han}/u.test(document.title);
  if (lang.startsWith("zh") ? !han : !text(document.querySelector("title"))) tell(`title: ${document.title}`);
  if (document.documentElement.lang !== lang) tell(`lang: ${document.documentElement.lang}`);

  // Dates are written 2026年9月17日; a number such as HY-2026-09-17-01 is none.
  const date = /(?<!HY-)\b20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|年0\d月|月0\d日/g;
  const leaked = /\bundefined\b|\bNaN\b|%\(\w+\)|\{\{/g;
  const nothing = lang.startsWith("zh") ? /\bNone\b/g : /\bnull\b/g; // an English word, too
  for (const odd of [date, leaked, nothing])
    for (const [found] of document.body.innerText.matchAll(odd)) tell(`on the page: ${found}`);

  // A link amid words is as high as its line; one whose row is the target has it in ::after.
  const seen = (node) =>
    node.checkVisibility({ visibilityProperty: true }) && style(node).clipPath === "none";
  const amid = (node) =>
    style(node).display === "inline" && text(node.parentElement).length > text(node).length;
  const reached = (node) => style(node, "::after").position === "absolute";
  const targets = "a[href], button, select, summary, textarea, input:not([type=hidden])";
  for (const node of document.querySelectorAll(targets)) {
    if (!seen(node) || amid(node) || reached(node)) continue;
    const label = ["checkbox", "radio"].includes(node.type) && node.labels[0];
    const { width, height } = (label || node).getBoundingClientRect();
    if (width > 1 && Math.min(width, height) < target - 0.5)
      tell(`small: ${text(node) || node.name} ${Math.round(width)}×${Math.round(height)}`);
  }

  if (letter)
    for (const node of document.body.querySelectorAll("*")) {
      const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
      const size = parseFloat(style(node).fontSize);
      if (own && seen(node) && size < letter - 0.1)
        tell(`letters of ${size} px: ${text(node).slice(0, 20)}`);
    }
  return wrong;
}
