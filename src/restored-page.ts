/**
 * A page that the browser kept aside and shows again is begun anew: it would show a patient of then, beside a softphone
 * that has gone on (R56). It is hidden as it leaves, because what comes back is painted before anything is asked.
 *
 * `no-store` keeps most browsers from setting such pages aside, but not all of them, nor at all times.
 *
 * @see HTML Standard, `PageTransitionEvent.persisted`; web.dev, Back/forward cache
 */
export function startAnewWhenRestored(startAnew: () => void): void {
  addEventListener('pagehide', ({ persisted }) => {
    if (persisted) document.documentElement.hidden = true
  })
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) startAnew()
  })
}
