import { portParts } from '#domains/telephony/server/port-suite.ts'
import { askAsterisk } from './test-port-suite.ts'

askAsterisk(portParts.slice(0, portParts.indexOf('a headset')))
