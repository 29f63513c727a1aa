import type { framedEn } from './framed-en.ts'

export const framedEs: typeof framedEn = {
  logIn: {
    title: 'Inicie sesión en el teléfono fuera de este marco',
    body: 'Un marco no puede abrir la ventana de inicio de sesión de Amazon Connect. Inicie sesión en Amazon Connect en una pestaña del mismo navegador y abra de nuevo este panel; o pida que se abra junto a Hyperspace.',
  },
  chart: {
    title: 'El expediente no se puede abrir desde este marco',
    body: 'La confirmación quedó registrada. Copie el número de expediente y abra al paciente en Hyperspace.',
  },
}
