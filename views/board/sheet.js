// The live picture once more, as a sheet that stands alone: in ink on white paper whatever the
// theme, at a size of its own, with every style written into its element.

const WIDE = 960, MARGIN = 12, FAN = 380; // px: the sheet, what is left free, the fan's height
const SHARPER = 2; // pixels of the PNG for each px
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "paint-order"];

class Sheet {
  constructor(parent, shown) {
    this.data = shown.data;
    this.fan = shown.fan;
    this.plain = shown.plain;
    this.targets = shown.targets;
    this.top = 20;
    this.findings = [];
    this.paper = add(parent, "div", "paper");
    this.out = this.paper.appendChild(svg("svg", { width: WIDE }));
    const moved = Object.keys(shown.moved).length, beside = shown.data.stated.count;
    const count = moved + beside;
    const { words, foot, meta } = this.data;
    this.title = `${words.growth_chart} · ${count ? words.scenario : words.baseline}`;
    this.place("said", 22, [text(0, 0, this.title, "start", "title")]);
    this.legend(legendOf(words, count > 0));
    this.fanChart(count > 0);
    meta.targets.forEach((target, i) => this.target(target, this.targets[i], this.plain?.targets[i]));
    const kept = countText(words, moved, beside);
    this.place("said", 14, [text(0, 0, `${foot} · ${kept}`, "start", "quiet")]);
    for (const line of factsOf(shown).lines) this.place("said", 14, [text(0, 0, line, "start", "quiet")]);
    this.source = this.spelled();
    this.paper.remove();
  }

  // Put elements at the place reached, and go down by a height.
  place(kind, height, elements) {
    const group = svg("g", { class: kind, transform: `translate(${MARGIN} ${this.top})` });
    group.append(...elements);
    this.out.append(group);
    this.top += height;
  }

  // What a painter of picture.js draws, in a holder of the sheet's width.
  drawn(kind, height, paint) {
    const holder = add(this.paper, "div", kind);
    holder.style.cssText = `width:${WIDE - 2 * MARGIN}px;height:${height}px`;
    holder.dataset.scopes = "shown";
    paint(holder);
    this.findings.push(holder.drawing.getAttribute("aria-label"));
    this.place(kind, holder.drawing.viewBox.baseVal.height, holder.drawing.children);
  }

  legend(entries) {
    let across = 0;
    for (const [kind, label] of entries) {
      const shape = /narrow|wide/.test(kind) ? "v-8h20v8z" : "m0 -4h20";
      const said = text(across + 26, 0, label, "start");
      this.place("said", 0, [svg("path", { class: kind, d: `M${across} 0${shape}` }), said]);
      across += 46 + said.getComputedTextLength();
    }
    this.top += 14;
  }

  fanChart(moved) {
    const dashed = moved && this.plain ? this.plain.fan.map((row) => row[2]) : null;
    this.drawn("fan", FAN, (holder) => paintFan(holder, this.data, this.fan, dashed));
    this.top += 28;
  }

  target(target, found, plain) {
    const { verdict, odds } = saidOf(target, found);
    const said = `${percentText(found.value)} ${verdict} · ${odds} ${chanceText(found.odds)}`;
    this.place("said", 30, [text(0, 0, target.title, "start", "title"), text(0, 20, said, "start")]);
    this.drawn("bullet", 0, (holder) => paintBullet(holder, target, found, this.data, (plain ?? found).range));
    this.top += 26;
  }

  spelled() {
    for (const element of this.out.querySelectorAll("path, line, circle, text")) {
      const look = getComputedStyle(element);
      for (const key of LOOKS) element.setAttribute(key, look.getPropertyValue(key));
    }
    for (const element of this.out.querySelectorAll("[class]")) element.removeAttribute("class");
    const paper = svg("rect", { width: WIDE, height: this.top, fill: "#ffffff" });
    const [title, told] = [svg("title", {}), svg("desc", {})];
    title.textContent = this.title;
    told.textContent = this.findings.join("; ");
    this.out.prepend(title, told, paper);
    const font = getComputedStyle(this.paper).fontFamily;
    const outer = { height: this.top, viewBox: `0 0 ${WIDE} ${this.top}`, "font-family": font };
    for (const [key, value] of Object.entries(outer)) this.out.setAttribute(key, value);
    return new XMLSerializer().serializeToString(this.out);
  }

  async raster() {
    const picture = new Image(WIDE * SHARPER, this.top * SHARPER);
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(this.source)}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.width, height: picture.height });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }
}
