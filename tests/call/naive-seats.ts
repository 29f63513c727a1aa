import type { ContactId } from '../../src/domain/contact.ts'
import type { Softphone } from '../../src/domain/ports.ts'
import type { MarkedAnswer } from './played-world.ts'
import { deskAround } from './real-desk.ts'
import { realParts, type SeatParts } from './seat-parts.ts'
import type { SeatRule } from './seat-rules.ts'

/** One token, of whoever rang last. */
const oneToken: SeatParts['ask'] = (options, policy) => {
  const asking = realParts.ask(options, policy)
  let last: ContactId | null = null
  return {
    ...asking,
    prefetch(contactId) {
      last = contactId
      asking.prefetch(contactId)
    },
    searchPatients: (contactId, search, signal) => asking.searchPatients(last ?? contactId, search, signal),
  }
}

/** Nobody tells the client that a contact is over, and no search is called off. */
const neverForgetting: SeatParts['ask'] = (options, policy) => {
  const asking = realParts.ask(options, policy)
  const searchPatients: typeof asking.searchPatients = (contactId, search) =>
    asking.searchPatients(contactId, search, new AbortController().signal)
  return { ...asking, searchPatients, forget: () => undefined }
}

/** The chart opens while the confirmation is on its way. */
const unwritten: SeatParts['ask'] = (options, policy) => {
  const asking = realParts.ask(options, policy)
  const confirm: typeof asking.decisions.confirm = async (...asked) => {
    asking.decisions.confirm(...asked).catch(() => undefined)
  }
  return { ...asking, decisions: { ...asking.decisions, confirm } }
}

/** A search at each sign of somebody on the line. */
const everSearching: SeatParts['follow'] = (softphone, store, onAnnounced) => {
  const stop = realParts.follow(softphone, store, onAnnounced)
  softphone.subscribe((event) => {
    if (event.type !== 'line' || event.line.state !== 'talking') return
    const { contactId } = event
    store.dispatch({ type: 'asked-again', contactId })
  })
  return stop
}

/** What a call leaves behind is never cleared away. */
const hoarding: SeatParts['follow'] = (softphone, store, onAnnounced) => {
  const subscribe: Softphone['subscribe'] = (listener) =>
    softphone.subscribe((event) => {
      if (!['ended', 'cleared', 'missed', 'vanished'].includes(event.type)) listener(event)
    })
  return realParts.follow({ ...softphone, subscribe }, store, onAnnounced)
}

/** A call that drops out of one snapshot is taken for ended. */
const hasty: SeatParts['follow'] = (softphone, store, onAnnounced) => {
  const subscribe: Softphone['subscribe'] = (listener) =>
    softphone.subscribe((event) =>
      listener(event.type === 'vanished' ? { type: 'cleared', contactId: event.contactId } : event),
    )
  return realParts.follow({ ...softphone, subscribe }, store, onAnnounced)
}

/** A softphone that fell silent is taken for well. */
const unworried = (softphone: Softphone): Softphone => ({
  ...softphone,
  onState: (listener) => softphone.onState((state, agent) => listener(state === 'lost' ? 'ready' : state, agent)),
})

/** One place for the answer, in which the last to come wins. */
const oneAnswer: SeatParts['desk'] = (store, around) => {
  let last: MarkedAnswer | null = null
  const desk = deskAround(store, {
    ...around,
    async searchPatients(...asked) {
      last = (await around.searchPatients(...asked)) as MarkedAnswer
      return last
    },
  })
  return {
    ...desk,
    screen() {
      const screen = desk.screen()
      return screen === null ? null : { ...screen, answer: last }
    },
  }
}

/** Every press opens, whatever is opening already. */
const eager: SeatParts['desk'] = (store, around) => {
  const desk = deskAround(store, around)
  return {
    ...desk,
    pressOpen(times) {
      const answer = desk.screen()?.answer
      const [first] = answer?.kind === 'found' ? answer.patients : []
      const windows = Array.from({ length: first === undefined ? 0 : times }, () => around.chartWindows.take())
      for (const window of windows) window?.show(`https://epic.example.org/${first?.id}`)
    },
  }
}

/** For each rule the seat that is built without a thought of it. */
export const naiveSeats: Readonly<Record<SeatRule, SeatParts>> = {
  'a token of one contact stands in no request for another (R17, R44)': { ...realParts, ask: oneToken },
  'nothing is sent for a contact that is not here (R45)': { ...realParts, ask: neverForgetting },
  'a page searches a contact by itself once at most (R46)': { ...realParts, follow: everSearching },
  'a screen reads only an answer to its own question of its own contact (R44)': { ...realParts, desk: oneAnswer },
  'a chart opens only on a press, for that very contact while it lives (R47, R48)': {
    ...realParts,
    acts: { answered: (page, _contactId, patient) => page.show(patient) },
  },
  // It keeps in the browser whose chart was open, and opens it again after a reload.
  'a page that was loaded anew opens nothing that was pressed before (R46, R48)': {
    ...realParts,
    acts: {
      opened: (page, contactId, patient) => void page.storage.set(contactId, patient),
      announced(page, contactId) {
        const patient = page.storage.get(contactId)
        if (patient !== undefined) page.show(patient)
      },
    },
  },
  'a press opens one chart at most (R42, R46)': { ...realParts, desk: eager },
  'a chart opens only after the broker wrote it down (R24)': { ...realParts, ask: unwritten },
  'nothing is kept for a contact that left (R45, R55)': { ...realParts, follow: hoarding },
  'one tab at most shows calls (R46)': { ...realParts, lead: () => Promise.resolve(true) },
  'a live call of the newest snapshot stands on the desk (R46, R81)': { ...realParts, follow: hasty },
  'the banner of an open chart comes back with a call that only flickered (R52)': { ...realParts, follow: hasty },
  'nothing is shown of a softphone that was silent, until it tells its state anew (R81)': {
    ...realParts,
    softphone: unworried,
  },
  'no chart opens after a sleep, until the softphone tells its state anew (R81)': {
    ...realParts,
    softphone: unworried,
  },
}
