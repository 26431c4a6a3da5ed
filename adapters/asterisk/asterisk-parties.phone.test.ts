import { portParts } from '#domains/telephony/server/port-suite.ts'
import { askAsterisk } from './test-port-suite.ts'

askAsterisk(portParts.slice(portParts.indexOf('a headset')))
