import type { certainMatchEn } from './certain-match-en.ts'

const said: (typeof certainMatchEn)['said'] = {
  asking: 'Se pregunta a Epic si está seguro.',
  certain: 'Epic está seguro de la fila marcada. La elección es suya.',
  nobody: 'Epic no está seguro de nadie.',
  'not-certain': 'Epic no está seguro: necesita más datos de los que se dieron.',
  several: 'Epic encuentra varios que encajan igual de bien.',
  'not-understood': 'Epic no aceptó la pregunta de si está seguro.',
  'not-offered': 'Aquí Epic no responde si está seguro.',
  'not-said': 'Epic no dijo si está seguro.',
}

/** Whether Epic is certain, in Spanish. */
export const certainMatchEs: typeof certainMatchEn = { mark: 'Epic está seguro', said }
