/** What is said of searching in an emergency while Connect cannot confirm the call, in English. */
export const emergencySearchEn = {
  mark: 'Emergency search: Connect has not confirmed this call',
  begin: 'Emergency: search without Connect',
  title: 'Emergency: search without Connect',
  warning:
    'Only where waiting would harm somebody. At most two searches, by name and birth date or by record number. They stand in the audit as an emergency, with your name and this reason.',
  reason: 'Reason, without names, dates or numbers',
  open: 'Search in an emergency',
  cancel: 'No emergency',
}
