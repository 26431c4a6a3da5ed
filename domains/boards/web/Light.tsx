import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useWords } from '#web/client/session.tsx'
import type { Light } from '../lights.ts'
import { lightWords } from '../text.ts'
import style from './boards.module.css'

const icons: Record<Light, ReactNode> = {
  green: <CheckCircleFilled />,
  amber: <ExclamationCircleFilled />,
  red: <CloseCircleFilled />,
  grey: <MinusCircleOutlined />,
}

/** A traffic light as icon and word; the colour only helps. */
export const LightTag = ({ light }: { light: Light }) => {
  const say = useWords()
  return (
    <span className={`${style.light} ${style[light]}`}>
      <span aria-hidden="true">{icons[light]}</span> {say(lightWords[light])}
    </span>
  )
}
