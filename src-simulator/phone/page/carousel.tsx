import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import type { Bubble } from '../wire.ts';
import type { Card } from '../wire-body.ts';
import { CardActions, CardContent } from './card-body.tsx';
import styles from './carousel.module.css';

/** The cards of a carousel, side by side below its bubble. */
export function Carousel({ bubble, cards }: { bubble: Bubble; cards: readonly Card[] }) {
  const track = useRef<HTMLDivElement>(null);
  const turn = (cardsOn: number): void => {
    const isRtl = track.current !== null && getComputedStyle(track.current).direction === 'rtl';
    track.current?.scrollBy({ left: cardsOn * 232 * (isRtl ? -1 : 1), behavior: 'smooth' });
  };
  return (
    <div className={styles['carousel']} role="group" aria-label={`${cards.length} cards`}>
      <div className={styles['track']} ref={track}>
        {cards.map((card, index) => (
          // Cards are told apart by their place, here and in the answer.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles['card']} role="group" aria-label={`Card ${index + 1}`}>
            <div className={styles['content']}>
              <CardContent card={card} meta={null} />
            </div>
            <CardActions bubble={bubble} actions={card.actions} cardIndex={index} />
          </div>
        ))}
      </div>
      <button type="button" className={styles['turn']} data-back aria-label="Previous card" onClick={() => turn(-1)}>
        <ChevronLeft size={18} aria-hidden />
      </button>
      <button type="button" className={styles['turn']} aria-label="Next card" onClick={() => turn(1)}>
        <ChevronRight size={18} aria-hidden />
      </button>
    </div>
  );
}
