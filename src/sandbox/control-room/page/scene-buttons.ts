import type { ShownScene } from '../control-room-state.ts'
import { element } from './element.ts'

/** One button per scene, in groups, each with what the caller would say. */
export function sceneButtons(scenes: readonly ShownScene[], onPlay: (scene: ShownScene) => void): HTMLElement[] {
  const groups = [...new Set(scenes.map(({ group }) => group))]
  return groups.map((group, index) => {
    const id = `group-${index}`
    const own = scenes.filter((scene) => scene.group === group)
    return element(
      'section',
      { 'aria-labelledby': id },
      element('h3', { id }, group),
      element('ul', { class: 'scenes' }, ...own.map((scene) => element('li', {}, button(scene, onPlay)))),
    )
  })
}

function button(scene: ShownScene, onPlay: (scene: ShownScene) => void): HTMLElement {
  const lines = scene.says.map((line) => element('span', { class: 'says' }, line))
  const { id, isPlayable } = scene
  return element(
    'button',
    { type: 'button', class: 'scene', 'data-scene': id, disabled: !isPlayable, click: () => onPlay(scene) },
    element('b', {}, scene.title),
    ...lines,
  )
}
