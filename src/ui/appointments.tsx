import { memo } from 'react'
import { type Appointment, tellingAppointment } from '../domain/appointment.ts'
import type { ContactId } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import { useMessages } from './messages.ts'
import { type AppointmentParts, usePanelParts } from './panel-parts.ts'
import { showMoment, showWhat, showZoneIfOther } from './show-appointment.ts'
import { type KnownAppointments, useAppointments } from './use-appointments.ts'

interface Props {
  readonly contactId: ContactId
  readonly patient: PatientId
}

/**
 * One line in the row of a candidate: today's appointment, or the next. The line has its place from the start, so that no
 * row moves under a finger when an answer comes.
 */
export const AppointmentFact = memo(function AppointmentFact({ contactId, patient }: Props) {
  const { appointments } = usePanelParts()
  return appointments === null ? null : <Fact parts={appointments} contactId={contactId} patient={patient} />
})

function Fact({ parts, contactId, patient }: Props & { readonly parts: AppointmentParts }) {
  const { now } = usePanelParts()
  const { locale, appointments: words } = useMessages()
  const known = useAppointments(parts, contactId, patient)
  return <span className="fact one-line">{textOf(known)}</span>

  function textOf(known: KnownAppointments): string {
    if (known.kind !== 'known') return ''
    const telling = tellingAppointment(known.ahead, now())
    if (telling === null) return known.someWithheld ? words.noneShownInRow : words.noneInRow
    const { time, day } = showMoment(telling.appointment.start, parts.timeZone, locale, now())
    const what = showWhat(telling.appointment, words)
    const text = telling.when === 'today' ? words.todayInRow(time, what) : words.nextInRow(day, what)
    // In front, because a narrow row cuts its end off.
    return known.someWithheld ? words.notAllInRow(text) : text
  }
}

/** More stand in the chart: what is here shall be read at a glance, and the buttons below keep their place. */
const shownInCard = 2

/** The next appointments of the patient whose chart is open. */
export function AppointmentsCard({ contactId, patient }: Props) {
  const { appointments } = usePanelParts()
  return appointments === null ? null : <Card parts={appointments} contactId={contactId} patient={patient} />
}

function Card({ parts, contactId, patient }: Props & { readonly parts: AppointmentParts }) {
  const { now } = usePanelParts()
  const { locale, appointments: words } = useMessages()
  const known = useAppointments(parts, contactId, patient)
  const zone = showZoneIfOther(parts.timeZone, locale, now())

  if (known.kind === 'loading') {
    return (
      <section className="card appointments" aria-busy="true">
        <h2>{words.title}</h2>
        <div className="placeholder" />
        <div className="placeholder short" />
        <p className="fact">{words.loading}</p>
      </section>
    )
  }
  if (known.kind === 'not-known') {
    return (
      <section className="card appointments">
        <h2>{words.title}</h2>
        <p className="fact">{words.notKnown}</p>
      </section>
    )
  }

  const { today, later } = known.ahead
  const all = [...today, ...later]
  const notes = [
    all.length > shownInCard ? words.more(all.length - shownInCard) : null,
    all.length === 0 && !known.someWithheld ? words.none : null,
    known.someWithheld ? words.someWithheld : null,
    zone === null || all.length === 0 ? null : words.zone(zone),
  ].filter((note) => note !== null)
  return (
    <section className="card appointments">
      <h2>{words.title}</h2>
      {all.length > 0 && (
        <ul>
          {all.slice(0, shownInCard).map((one) => (
            <Entry key={one.id} appointment={one} isToday={today.includes(one)} timeZone={parts.timeZone} />
          ))}
        </ul>
      )}
      {notes.length > 0 && <p className="fact">{notes.join(' ')}</p>}
    </section>
  )
}

interface EntryProps {
  readonly appointment: Appointment
  readonly isToday: boolean
  readonly timeZone: string
}

function Entry({ appointment, isToday, timeZone }: EntryProps) {
  const { now } = usePanelParts()
  const { locale, appointments: words } = useMessages()
  const { time, day, weekday } = showMoment(appointment.start, timeZone, locale, now())
  const { who, where, status } = appointment
  const what = [showWhat(appointment, words), who].filter((part) => part !== null).join(', ')
  const place = [where, words.statuses[status]].filter((part) => part !== null).join(' · ')
  return (
    <li>
      <b className="numerals">{isToday ? words.today(time) : words.on(`${weekday} ${day}`, time)}</b>
      <span className="fact">{what}</span>
      <span className="fact">{place}</span>
    </li>
  )
}
