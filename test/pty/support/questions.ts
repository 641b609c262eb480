import { type AnswerKey, questions } from '../../../source/answers/questions.ts'
import type { Terminal } from './terminal.ts'

/** A question while it is being asked; on a narrow screen its words stand on several lines. */
export function asking(key: AnswerKey): RegExp {
  const words = questions[key].message.split(' ').map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^ \\? ${words.join('\\s+')}`, 'm')
}

/** Presses keys once the question is on the screen: Inquirer drops what is typed before. */
export async function answer(terminal: Terminal, key: AnswerKey, ...pressed: readonly string[]): Promise<void> {
  await terminal.shows(asking(key))
  terminal.press(...pressed)
}
