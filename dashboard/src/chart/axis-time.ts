import { TickMarkType, type Time } from "lightweight-charts";
import type { Clock } from "../format/time.ts";

/** How the time axis and the crosshair of any chart write times. */
export function axisTimes(clock: Clock) {
  return {
    tickMarkFormatter(time: Time, kind: TickMarkType): string {
      const at = (time as number) * 1000;
      if (kind === TickMarkType.Year) return clock.date(at).slice(0, 4);
      return kind <= TickMarkType.DayOfMonth ? clock.day(at) : clock.time(at, kind === TickMarkType.TimeWithSeconds ? "seconds" : "minutes");
    },
    timeFormatter: (time: Time): string => clock.full((time as number) * 1000, "seconds"),
  };
}
