// What a page does better with a script: everything works without.
(function () {
  'use strict';
  var d = document;
  function all(q) { return Array.prototype.slice.call(d.querySelectorAll(q)); }
  function keep(k, v) { try { var s = k === 'keys' ? localStorage : sessionStorage; return v === undefined ? s.getItem(k) : s.setItem(k, v); } catch (e) { return null; } }

  // What is wrong is read out first.
  var faults = d.querySelector('.faults');
  if (faults) faults.focus();

  // A form that grew or shrank is taken up where it did.
  var row = d.querySelector('.row[autofocus]');
  if (row && !faults) row.focus();

  // A form is sent once; coming back to the page frees it again.
  d.addEventListener('submit', function (e) {
    if (e.target.method !== 'post') return;
    if (e.target.sent) e.preventDefault();
    e.target.sent = true;
  });
  window.addEventListener('pageshow', function () { all('form').forEach(function (f) { f.sent = false; }); });

  // A terminal stores what is typed before its page leaves.
  var still = d.querySelector('[data-still]');
  if (still) setTimeout(function () { still.click(); }, still.getAttribute('data-still') * 1000);

  // A point that is not met shows where its reason is written.
  d.addEventListener('change', function (e) {
    var li = e.target.name && e.target.name.indexOf('point-') === 0 && e.target.closest('li');
    var more = li && li.querySelector('details');
    if (more && e.target.value === 'unmet') more.open = true;
  });

  // The text of an item: kept and checked while its officer pauses; a finding leads to its line.
  var form = d.querySelector('form[data-keep]'), text = form && form.querySelector('textarea.file'), wait = 0;
  if (text) {
    form.addEventListener('input', function () { clearTimeout(wait); wait = setTimeout(check, 1200); });
    form.addEventListener('submit', function () { clearTimeout(wait); });
    d.addEventListener('click', function (e) {
      var a = e.target.closest('a[data-line]');
      if (!a) return;
      e.preventDefault();
      var lines = text.value.split('\n'), n = a.getAttribute('data-line') - 1, from = lines.slice(0, n).join('\n').length + (n ? 1 : 0);
      text.focus();
      text.setSelectionRange(from, from + (lines[n] || '').length);
      text.scrollTop = Math.max(0, n - 5) * text.scrollHeight / lines.length;
    });
  }
  function check() {
    if (form.sent) return;
    fetch(form.getAttribute('data-keep'), { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'text/html' } })
      .then(function (r) { return r.ok ? r.text() : Promise.reject(); })
      .then(function (page) {
        var now = new DOMParser().parseFromString(page, 'text/html').getElementById('checked');
        if (now) d.getElementById('checked').replaceWith(d.importNode(now, true));
      })
      .catch(function () {});
  }

  // Worklists: the row that was opened is remembered.
  var rows = all('table.work a.go');
  var here = 'row ' + location.pathname;
  rows.forEach(function (a) { a.addEventListener('click', function () { keep(here, a.getAttribute('href')); }); });
  var last = rows.length && keep(here);
  rows.forEach(function (a) { if (last && !faults && a.getAttribute('href') === last) a.focus(); });

  // Keys of officers: J and K move, Enter opens, N takes the next, Y does the common act when pressed twice,
  // / searches, ? says so. Whoever speaks or rests a hand on the keyboard turns them off (WCAG 2.1.4).
  var box = d.getElementById('keys');
  if (!box) return;
  var off = keep('keys') === 'off', say = d.getElementById('keys-say'), turn = box.querySelector('button');
  function drawn() { turn.textContent = turn.getAttribute(off ? 'data-on' : 'data-off'); }
  box.hidden = false;
  drawn();
  turn.addEventListener('click', function () { off = !off; keep('keys', off ? 'off' : 'on'); drawn(); });
  function common() {
    var forms = all('#acts form.act').filter(function (f) { return f.offsetParent && !f.querySelector('.grave'); });
    var plain = forms.filter(function (f) { return !f.querySelector('input:not([type=hidden]),select,textarea'); });
    if (plain.length) return plain[0].querySelector('button:last-of-type');
    return forms.length ? forms[0].querySelector('input:not([type=hidden]),select,textarea') : null;
  }
  d.addEventListener('keydown', function (e) {
    if (off || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    var at = rows.indexOf(d.activeElement), to = null, key = e.key.toLowerCase();
    var next = d.querySelector('a[data-key=n]'), act = key === 'y' && common();
    if (key === 'j') to = rows[Math.min(at + 1, rows.length - 1)];
    else if (key === 'k') to = rows[Math.max(at - 1, 0)];
    else if (key === 'n' && next) { e.preventDefault(); next.click(); }
    else if (e.key === '?') { box.open = !box.open; to = box.querySelector('summary'); }
    else if (e.key === '/') to = d.querySelector('.filter input, .search input');
    else if (act && act === d.activeElement && act.tagName === 'BUTTON') { e.preventDefault(); act.click(); }
    else if (act) { to = act; if (act.tagName === 'BUTTON') say.textContent = say.getAttribute('data-say') + act.textContent; }
    if (to) { e.preventDefault(); to.focus(); }
  });
})();
