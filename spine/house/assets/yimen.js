// What a page does better with a script: everything works without.
(function () {
  'use strict';
  var d = document;
  function all(q) { return Array.prototype.slice.call(d.querySelectorAll(q)); }
  function keep(k, v) { try { return v === undefined ? sessionStorage.getItem(k) : sessionStorage.setItem(k, v); } catch (e) { return null; } }

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

  // A point that is not met shows where its reason is written.
  d.addEventListener('change', function (e) {
    var li = e.target.name && e.target.name.indexOf('point-') === 0 && e.target.closest('li');
    var more = li && li.querySelector('details');
    if (more && e.target.value === 'unmet') more.open = true;
  });

  // Worklists: J and K move, Enter opens, N takes the most urgent, / searches; the row is remembered.
  var rows = all('table.work a.go');
  if (!rows.length) return;
  var here = 'row ' + location.pathname;
  rows.forEach(function (a) { a.addEventListener('click', function () { keep(here, a.getAttribute('href')); }); });
  var last = keep(here);
  rows.forEach(function (a) { if (last && !faults && a.getAttribute('href') === last) a.focus(); });
  d.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    var at = rows.indexOf(d.activeElement), to = null, key = e.key.toLowerCase();
    if (key === 'j') to = rows[Math.min(at + 1, rows.length - 1)];
    else if (key === 'k') to = rows[Math.max(at - 1, 0)];
    else if (key === 'n') { e.preventDefault(); keep(here, rows[0].getAttribute('href')); rows[0].click(); }
    else if (e.key === '/') to = d.querySelector('.filter input, .search input');
    if (to) { e.preventDefault(); to.focus(); }
  });
})();
