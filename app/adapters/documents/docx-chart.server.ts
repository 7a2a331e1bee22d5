// A chart as Word draws it itself: horizontal bars with their amounts, and its words as the drawing's alternative.
import type { Chart } from "#schemas/document.ts";
import { colors, xmlText } from "./docx-parts.server.ts";

const drawingNamespace = "http://schemas.openxmlformats.org/drawingml/2006";
/** Lengths of drawings are in English Metric Units: 635 to a twentieth of a point. */
const unit = 635;
const barHeight = 420;

/** The place of a chart in the text; `number` counts the charts of the file, `width` is in twentieths of a point. */
export function chartDrawing(chart: Chart, number: number, width: number): string {
  const height = barHeight * (chart.slices.length + 1);
  return (
    `<w:r><w:drawing><wp:inline xmlns:wp="${drawingNamespace}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${width * unit}" cy="${height * unit}"/>` +
    `<wp:docPr id="${number}" name="Chart ${number}" descr="${xmlText(chart.description)}" title="${xmlText(chart.title)}"/><wp:cNvGraphicFramePr/>` +
    `<a:graphic xmlns:a="${drawingNamespace}/main"><a:graphicData uri="${drawingNamespace}/chart"><c:chart xmlns:c="${drawingNamespace}/chart" r:id="chart${number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  );
}

/** The chart's own part of the file. Amounts are in dollars; the labels show whole dollars, the table beside the chart every cent. */
export function chartPart(chart: Chart): string {
  const text = `<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`;
  const points = (values: string[]): string => `<c:ptCount val="${values.length}"/>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${xmlText(value)}</c:v></c:pt>`).join("")}`;
  const format = "&quot;$&quot;#,##0";
  // Room to the right of the longest bar for its label.
  const largest = Math.max(0, ...chart.slices.map((slice) => slice.cents));
  const room = largest > 0 ? `<c:max val="${(largest / 100) * 1.25}"/>` : "";
  const axis = (own: number, other: number, place: string, orientation: string, hidden: 0 | 1): string =>
    `<c:axId val="${own}"/><c:scaling><c:orientation val="${orientation}"/>${hidden ? `${room}<c:min val="0"/>` : ""}</c:scaling><c:delete val="${hidden}"/><c:axPos val="${place}"/>` +
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:solidFill><a:srgbClr val="${colors.rule}"/></a:solidFill></a:ln></c:spPr>${text}` +
    `<c:crossAx val="${other}"/><c:crosses val="autoZero"/>`;
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="${drawingNamespace}/chart" xmlns:a="${drawingNamespace}/main"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>` +
    `<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>${xmlText(chart.title)}</c:v></c:tx>` +
    `<c:spPr><a:solidFill><a:srgbClr val="${colors.navy}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>` +
    `<c:dLbls><c:numFmt formatCode="${format}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>${text}` +
    `<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>` +
    `<c:cat><c:strLit>${points(chart.slices.map((slice) => `${slice.within === undefined ? "" : "\u2003"}${slice.label}${slice.percentText === undefined ? "" : `, ${slice.percentText}`}`))}</c:strLit></c:cat>` +
    `<c:val><c:numLit><c:formatCode>${format}</c:formatCode>${points(chart.slices.map((slice) => String(slice.cents / 100)))}</c:numLit></c:val></c:ser>` +
    `<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx>${axis(1, 2, "l", "maxMin", 0)}</c:catAx><c:valAx>${axis(2, 1, "b", "minMax", 1)}</c:valAx></c:plotArea>` +
    `<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>` +
    `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr><a:latin typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr></c:chartSpace>`
  );
}
