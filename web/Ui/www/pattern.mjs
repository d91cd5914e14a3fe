// The typical week: the name of a service ticks its whole row, the name of a day its column. Without this file each box is ticked by hand.
for (const table of document.querySelectorAll('.week table')) {
  const flip = boxes => { const all = boxes.every(b => b.checked); boxes.forEach(b => (b.checked = !all)); };
  const button = (text, rest, boxes) => {
    const b = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    b.append(Object.assign(document.createElement('span'), { className: 'vh', textContent: rest }));
    b.addEventListener('click', () => flip(boxes().filter(Boolean)));
    return b;
  };
  const rows = [...table.tBodies[0].rows], child = table.caption.textContent, of = table.dataset.of;
  for (const row of rows) {
    const th = row.cells[0], text = th.textContent;
    th.replaceChildren(button(text, `, ${child} : tous les jours de la semaine`, () => [...row.querySelectorAll('input')]));
  }
  [...table.tHead.rows[0].cells].forEach((th, i) => {
    const abbr = th.querySelector('abbr');
    if (abbr) abbr.replaceWith(button(abbr.textContent, `${abbr.title.slice(3)} : tous les services ${of}`, () => rows.map(r => r.cells[i].querySelector('input'))));
  });
}
// A date given means the period ends on it.
document.querySelector('#au')?.addEventListener('input', () => { document.querySelector('[name=fin][value=date]').checked = true; });
