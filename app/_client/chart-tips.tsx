"use client";

import { useEffect } from "react";
import { startChartTips } from "./chart-tips-listener";

/** Tells what a mark of a chart stands for, under the pointer and from the keyboard; without scripts the marks have titles. */
export function ChartTips() {
  useEffect(startChartTips, []);
  return null;
}
