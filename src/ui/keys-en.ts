/** The list of keys, in English. A key is named as it stands on the keyboard. */
export const keysEn = {
  title: 'Keys',
  show: 'List of keys',
  close: 'Close',
  scope: 'They work while this panel has the focus, not in the softphone.',
  rows: [
    { keys: ['0–9'], does: 'Type the birth date, as you hear it' },
    { keys: ['↑', '↓'], does: 'Go among the patients, and choose one' },
    { keys: ['Space'], does: 'Choose the patient you stand on' },
    { keys: ['Enter'], does: 'Open the chart that the button names; in the search form, search' },
    {
      keys: ['Esc'],
      does: 'One step back: drop the choice, stop an opening, leave the search form. Never ends a call',
    },
    { keys: ['Tab'], does: 'Go on to the next field or button; with Shift, back' },
    { keys: ['?'], does: 'Show or close this list' },
  ],
}
