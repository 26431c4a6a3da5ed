import { sum } from '../facts/fact.ts'
import { dueFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const attendanceRate = defineKpi({
  code: 'attendance_rate',
  name: { zh: '员工出勤率', en: 'Attendance' },
  meaning: {
    zh: '排班应出勤的人里，当天实际签入的比例',
    en: 'Of the people due by the roster, the share who signed in that day',
  },
  formula: { zh: '实际出勤人数 ÷ 排班应出勤人数 × 100%', en: 'People attending ÷ people due by the roster × 100 %' },
  source: '员工出勤率',
  unit: 'ratio',
  better: 'higher',
  owner: 'supervisor',
  minimumSample: 0,
  excludes: {
    zh: '休息、产假、哺乳假、年假、丧假、婚假不算应出勤；病假、事假算应出勤；班次未开始的不算',
    en: 'Days off and planned leave are not due; sick and personal leave are; shifts that have not begun are left out',
  },
  top: sum(dueFacts.people_attending),
  per: sum(dueFacts.people_due),
  example: {
    given: {
      agents: [[{ state: 'ready', seconds: 3600 }], [{ state: 'ready', seconds: 3600 }]],
      shifts: [
        { agent: 0, seconds: 28_800 },
        { agent: 1, seconds: 28_800 },
        { seconds: 28_800 },
        { seconds: 28_800, onLeave: 'sick' },
        { seconds: 28_800, onLeave: 'annual' },
      ],
    },
    equals: 0.5,
  },
})
