import type { ControlRoomState } from '../control-room-state.ts'
import { element } from './element.ts'

/**
 * The ways out of the control room: the widget in a window of an agent's width, in a tab, launched from Hyperspace, and the
 * softphone cleared. `onLaunch` puts the site into the launch mode first.
 */
export function doors(
  origins: ControlRoomState['origins'],
  onLaunch: (place: 'window' | 'frame') => void,
  onClear: () => void,
): HTMLElement[] {
  const widget = `${origins.widget}/`
  return [
    element(
      'button',
      {
        type: 'button',
        class: 'primary',
        id: 'open-widget',
        click: () => void window.open(widget, 'agent-widget', 'popup,width=400,height=1000'),
      },
      'Open the widget',
    ),
    element('a', { href: widget, target: '_blank', rel: 'noopener' }, 'in a tab'),
    element(
      'button',
      { type: 'button', id: 'launch-window', click: () => onLaunch('window') },
      'Open the widget from Hyperspace (EHR launch)',
    ),
    element(
      'button',
      { type: 'button', id: 'launch-frame', click: () => onLaunch('frame') },
      'in a frame of Hyperspace',
    ),
    element('button', { type: 'button', id: 'clear-all', click: onClear }, 'End and clear all contacts'),
  ]
}
