import { Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import type { EpicUser } from '../sign-in/epic-user.ts'
import type { Launches } from '../sign-in/launches.ts'
import { framePage, pageHeaders, pageHeadersFraming } from './storyboard.ts'

interface LaunchRouteParts {
  readonly application: { readonly launchUrl: string; readonly users: readonly EpicUser[] }
  readonly fhirBase: string
  readonly launches: Launches
  readonly journal: Journal
}

/**
 * `GET /hyperspace/launch?user=<login>&patient=<FHIR id>&in=frame|window`: a user of Hyperspace starts the application (SMART
 * EHR launch): in a frame of Hyperspace, which lets it open no window and leave no frame (facts/epic.md 3.2), or beside it.
 */
export function launchRoute({ application, fhirBase, launches, journal }: LaunchRouteParts): Hono {
  return new Hono().get('/launch', (c) => {
    const user = application.users.find(({ username }) => username === c.req.query('user'))
    if (user === undefined) return c.text('Hyperspace has no such user', 404, pageHeaders)

    const patientId = c.req.query('patient') ?? null
    const isFramed = c.req.query('in') === 'frame'
    const launch = launches.begin({ username: user.username, patientId })
    journal.write('hyperspace', 'application-launched', { user: user.username, in: isFramed ? 'frame' : 'window' })

    const address = `${application.launchUrl}?${new URLSearchParams({ iss: fhirBase, launch })}`
    if (!isFramed) return c.redirect(address, 302)
    return c.body(framePage(user.name, address), 200, pageHeadersFraming(new URL(address).origin))
  })
}
