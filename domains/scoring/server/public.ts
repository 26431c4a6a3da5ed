export { type Learnt, type Lesson, learn, type Scored, scoreContacts } from '../learn/lesson.ts'
export { contactsScored } from './events.ts'
export type { Learner, Work } from './learner.ts'
