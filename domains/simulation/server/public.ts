export { type Heard, hireStaff, type Staff } from './staff.ts'
