import { questionLimit, type Room } from '../conversation/limits.ts'

const number = new Intl.NumberFormat('en')

function announcement({ isNear, isOver }: Room): string {
  if (isOver) return `Too long: a question has at most ${number.format(questionLimit)} characters.`
  return isNear ? 'Little room is left in your question.' : ''
}

/** How much room is left, once it gets little. The number is for the eye; the ear gets one sentence per change. */
export function Counter({ room }: { room: Room }) {
  const { left, isNear, isOver } = room
  return (
    <>
      <span className={isOver ? 'counter over' : 'counter'} aria-hidden="true">
        {isOver && `${number.format(-left)} ${left === -1 ? 'character' : 'characters'} too long`}
        {isNear && !isOver && `${number.format(left)} left`}
      </span>
      <span className="visually-hidden" role="status">
        {announcement(room)}
      </span>
    </>
  )
}
