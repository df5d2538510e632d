// Runs before the first paint, so that a chosen theme never flashes. Keep in step with components/layout/use-preferences.ts.
;(function () {
  var stored = {}
  try {
    stored = JSON.parse(localStorage.getItem('tacho.preferences') || '{}') || {}
  } catch {
    // No storage, or a value that is not ours: the defaults hold.
  }
  var root = document.documentElement.dataset
  root.theme = stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : 'system'
  root.density = stored.density === 'comfortable' ? 'comfortable' : 'compact'
  root.nav = stored.navCollapsed === true ? 'icons' : 'full'
  root.charts = stored.charts === false ? 'hidden' : 'shown'
})()
