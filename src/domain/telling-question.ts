/** Facts that tell apart those born on one day, those that people answer most readily first. */
export const tellingQuestions = ['given', 'street-number', 'record-number', 'town'] as const

export type TellingQuestion = (typeof tellingQuestions)[number]

/** What the agent typed to each question, as it stands in the fields. */
export type TellingAnswers = Readonly<Partial<Record<TellingQuestion, string>>>
