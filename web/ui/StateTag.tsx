import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  InfoCircleFilled,
  MinusCircleFilled,
  SyncOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import style from './state-tag.module.css'

/** What a state means to the reader: fine, at work, watch it, act now, for your information, at rest. */
export type Tone = 'ok' | 'busy' | 'warn' | 'alarm' | 'info' | 'quiet'

const icons: Record<Tone, ReactNode> = {
  ok: <CheckCircleFilled />,
  busy: <SyncOutlined />,
  warn: <ExclamationCircleFilled />,
  alarm: <CloseCircleFilled />,
  info: <InfoCircleFilled />,
  quiet: <MinusCircleFilled />,
}

/** A state as icon and text; the colour only helps. */
export const StateTag = ({ tone, text, icon }: { tone: Tone; text: Words; icon?: ReactNode }) => (
  <span className={`${style.tag} ${style[tone]}`}>
    <span className={style.icon} aria-hidden="true">
      {icon ?? icons[tone]}
    </span>
    {useWords()(text)}
  </span>
)
