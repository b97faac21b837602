/** What the charts of the board show: pure functions, no component. */

export const COLORS = {
    late: "#d9534f",
    open: "#5b8def",
    received: "#9bb8f0",
    closed: "#7cc5a1",
    text: "#6c757d",
    slices: [
        "#5b8def",
        "#7cc5a1",
        "#f2b05e",
        "#b48ee0",
        "#e07b91",
        "#5fc0ce",
        "#c9b458",
        "#8d99ae",
        "#a57f60",
    ],
};

const LINES = {
    legend: {position: "bottom", labels: {boxWidth: 12, usePointStyle: true}},
};

/**
 * Tell how a figure has moved.
 *
 * @param {Number|null} now null: no case
 * @param {Number|null} before
 * @param {Boolean} lessIsBetter
 * @returns {{delta: Number, isBetter: Boolean}|null} null where one is missing or
 *     nothing moved
 */
export function getTrend(now, before, lessIsBetter = false) {
    if (now === null || before === null) {
        return null;
    }
    const delta = Math.round((now - before) * 10) / 10;
    return delta ? {delta, isBetter: delta > 0 !== lessIsBetter} : null;
}

/**
 * @param {Object[]} load people with their open and late requests
 * @param {{late: String, open: String}} labels
 * @returns {Object} configuration of a Chart.js chart
 */
export function getLoadChart(load, labels) {
    return {
        type: "bar",
        data: {
            labels: load.map((person) => person.name),
            datasets: [
                {
                    label: labels.late,
                    data: load.map((person) => person.late),
                    backgroundColor: COLORS.late,
                    borderRadius: 3,
                },
                {
                    label: labels.open,
                    data: load.map((person) => person.open - person.late),
                    backgroundColor: COLORS.open,
                    borderRadius: 3,
                },
            ],
        },
        options: {
            indexAxis: "y",
            maintainAspectRatio: false,
            maxBarThickness: 18,
            scales: {
                x: {stacked: true, ticks: {precision: 0}, grid: {display: false}},
                y: {stacked: true, grid: {display: false}},
            },
            plugins: LINES,
        },
    };
}

/**
 * @param {{days: String[], received: Number[], closed: Number[], open: Number[]}} days
 * @param {{received: String, closed: String, open: String}} labels
 * @param {Function} formatDay
 * @returns {Object} configuration of a Chart.js chart
 */
export function getBacklogChart(days, labels, formatDay) {
    const bars = ["received", "closed"].map((name) => ({
        label: labels[name],
        data: days[name],
        backgroundColor: COLORS[name],
        borderRadius: 2,
        order: 2,
    }));
    const line = {
        type: "line",
        label: labels.open,
        data: days.open,
        borderColor: COLORS.open,
        backgroundColor: "rgba(91, 141, 239, 0.12)",
        fill: true,
        tension: 0.3,
        pointRadius: 0,
        pointHitRadius: 8,
        order: 1,
    };
    return {
        type: "bar",
        data: {labels: days.days.map(formatDay), datasets: [line, ...bars]},
        options: {
            maintainAspectRatio: false,
            interaction: {mode: "index", intersect: false},
            scales: {
                x: {
                    grid: {display: false},
                    ticks: {maxRotation: 0, autoSkipPadding: 12},
                },
                y: {beginAtZero: true, ticks: {precision: 0}},
            },
            plugins: LINES,
        },
    };
}

/**
 * @param {Object[]} channels with their names and counts
 * @returns {Object} configuration of a Chart.js chart
 */
export function getChannelChart(channels) {
    return {
        type: "doughnut",
        data: {
            labels: channels.map((channel) => channel.name),
            datasets: [
                {
                    data: channels.map((channel) => channel.count),
                    backgroundColor: channels.map(
                        (_channel, index) => COLORS.slices[index % COLORS.slices.length]
                    ),
                    borderWidth: 2,
                },
            ],
        },
        options: {
            maintainAspectRatio: false,
            cutout: "62%",
            plugins: {legend: {...LINES.legend, position: "right"}},
        },
    };
}
