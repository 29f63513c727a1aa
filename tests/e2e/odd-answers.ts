/**
 * Answers of which something is shown all the same, whoever asks Epic: household, four patients, of whom Ana comes first.
 * `isRemarked`: the panel says that some are left out.
 */
export const oddAnswers = [
  { on: 'epic/beside-59133', heading: '4 patients share this number', isRemarked: true },
  { on: 'epic/beside-4119', heading: '4 patients share this number', isRemarked: true },
  { on: 'epic/wrong-total', heading: '4 patients share this number', isRemarked: false },
  { on: 'epic/duplicates', heading: '4 patients share this number', isRemarked: false },
  { on: 'epic/missing-id', heading: '3 patients share this number', isRemarked: true },
  { on: 'epic/markup-id', heading: '3 patients share this number', isRemarked: true },
  { on: 'epic/endless-next', heading: '4 patients share this number', isRemarked: true },
  { on: 'epic/foreign-next', heading: '4 patients share this number', isRemarked: true },
] as const
