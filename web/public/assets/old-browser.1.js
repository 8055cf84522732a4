// Written in the oldest JavaScript, as it is for browsers that know no other: those that are too old
// for the workspaces are led to a plain page with tasks and deadlines. Kept by browsers for ever: a
// change needs a new number in the name.
(function () {
  var script = document.createElement('script')
  if (!('noModule' in script) || typeof Object.hasOwn !== 'function') window.location.replace('/plain/tasks')
})()
