import { Spin } from 'antd'
import style from './notice.module.css'

/** While a page is on its way; appears only when that takes a moment. */
export const Waiting = () => (
  <div className={style.waiting}>
    <Spin delay={250} />
  </div>
)
