import { lookEverywhere } from './looks.ts'

lookEverywhere('en')
