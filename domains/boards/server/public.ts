import { firstPages as usual } from '../wall.ts'
import { makeWallLink as make } from './wall-links.ts'
import { addWallboard as add } from './walls.ts'

/** Hangs a wallboard up, for demo centres and tests; the same use case and refusals as through HTTP. */
export const addWallboard = add
/** The address a television opens a wallboard by; told this once. */
export const makeWallLink = make
/** What a new wallboard begins with. */
export const firstPages = () => usual.map(({ widgets }) => ({ widgets: [...widgets] }))
