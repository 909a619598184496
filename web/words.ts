/** Every word that the page says, so that it can be translated in one file. Texts with numbers are functions. */
export const words = {
  common: {
    title: "The VAE lab",
    tabs: {
      kl: "Exercise 1: KL",
      train: "Exercise 2: train",
      explore: "Explore",
      exercise: "Your exercise",
    },
    skip: "Skip to the content",
    copyCommand: "Copy as command",
    copyLink: "Copy link",
    copied: "Copied.",
    savePng: "Save PNG",
    saveCsv: "Save CSV",
    wrongAddress: (name: string, text: string, allowed: string) =>
      `The address says ${name}=${text}. ${allowed}`,
    unknownInAddress: (name: string) => `The address names ${name}, which this page does not know.`,
    noServer: (file: string) =>
      `The server does not answer, or has no ${file}. Start it again with deno task explore; what this page ` +
      `saved is kept.`,
    notCarried: (file: string) =>
      `This file was written without ${file}. Write it anew with deno task explore --build page.html.`,
    noWorker:
      "This browser starts no worker for a page that was opened from a file. Try another browser, or let " +
      "deno task explore serve the page.",
    internal: (error: string) => `Internal error; please report it: ${error}`,
    dismiss: "Dismiss",
    chartScrolls: "The figure, which scrolls sideways where the page is narrow",
    chartLoading: "The chart is being drawn.",
  },
  // Exercise 1
  kl: {
    title: "Exercise 1: how far apart are two Gaussians?",
    intro: [
      "The Kullback–Leibler divergence KL(q ‖ p) says how badly a density p stands in for q. Draw x from q, " +
      "compare the two log densities there, and average: KL(q ‖ p) = E_q[log q(x) − log p(x)]. It is measured " +
      "in nats, is never negative, and is zero only where q = p. In a VAE, q is what the encoder says about one " +
      "image and p is the prior, so this number is the price of what the code tells.",
      "Drag the two bells, and watch what the divergence makes of them.",
    ],
    // The picture
    pictureLabel: "The densities of q and p, and the integrand of the divergence",
    densitiesLabel:
      "The densities of q and p: four sliders set their means and standard deviations",
    legend: (name: string, mean: string, std: string) => `${name} = N(${mean}, ${std}²)`,
    meanOf: (name: string) => `Mean of ${name}`,
    stdOf: (name: string) => `Standard deviation of ${name}`,
    xAxis: "x",
    integrands: {
      qp: {
        logQ: { title: "The integrand q(x) log q(x)", value: "E_q[log q]" },
        logP: { title: "The integrand q(x) log p(x)", value: "E_q[log p]" },
        kl: { title: "The integrand q(x) log(q(x) / p(x))", value: "KL(q ‖ p)" },
      },
      pq: {
        logQ: { title: "The integrand p(x) log p(x)", value: "E_p[log p]" },
        logP: { title: "The integrand p(x) log q(x)", value: "E_p[log q]" },
        kl: { title: "The integrand p(x) log(p(x) / q(x))", value: "KL(p ‖ q)" },
      },
    },
    integrandLabel: (title: string, above: string, below: string) =>
      `${title}: an area of ${above} above zero and of ${below} below it`,
    above: (area: string) => `area above 0: ${area}`,
    below: (area: string) => `area below 0 (hatched): ${area}`,
    difference: (name: string, value: string) => `above − below = ${name} = ${value} nats`,
    lit: [
      {
        qp: "Where q is higher than p, the integrand is above zero; where q is lower, it is below.",
        pq: "Where p is higher than q, the integrand is above zero; where p is lower, it is below.",
      },
      {
        qp:
          "Step 1: the bold curve is q. The area of q log q is the negative entropy of q; p plays no part.",
        pq:
          "Step 1 with the roles exchanged: the bold curve is p. The area of p log p is its negative entropy.",
      },
      {
        qp:
          "Step 2: the bold curve is p. Its logarithm is averaged under the weight of q, the filled bell.",
        pq:
          "Step 2 with the roles exchanged: log q, the bold curve, is averaged under the weight of p, the " +
          "filled bell.",
      },
      {
        qp:
          "Step 3: the two integrands are subtracted. What is left is the integrand of KL(q ‖ p).",
        pq: "Step 3 with the roles exchanged: what is left is the integrand of KL(p ‖ q).",
      },
    ],
    dragHelp:
      "Drag the top of a bell (circle) for its mean, the diamond on its slope for its width. By keyboard: Tab " +
      "to a handle, then the arrow keys, Page Up and Page Down, Home and End.",
    fields: {
      mu: "Mean of q, μ₂",
      sigma: "Std. deviation of q, σ₂",
      priorMu: "Mean of p, μ₁",
      priorSigma: "Std. deviation of p, σ₁",
    },
    // Both divergences
    bothTitle: "Two divergences, three ways",
    bothText:
      "Every divergence is computed by its closed form, by numerical quadrature of the integrand, and by the " +
      "mean of log q(x) − log p(x) over random draws x, which come in while you watch.",
    divergence: { qp: "KL(q\u00a0‖\u00a0p)", pq: "KL(p\u00a0‖\u00a0q)" },
    nats: "nats",
    quantity: "Quantity",
    closed: "Closed form",
    quadrature: "Quadrature",
    monteCarlo: "Monte Carlo",
    noDraws: "no draws yet",
    drawsAxis: "draws",
    convergence: (name: string) =>
      `The Monte Carlo estimate of ${name} over the number of draws, on a logarithmic axis, within a band of one ` +
      "standard error, and the closed form as a dashed line",
    showIntegrand: (name: string) => `Show the integrand of ${name}`,
    pause: "Pause the draws",
    run: "Let draws come in",
    more: (count: number) => `Draw ${count.toLocaleString("en")} more`,
    restart: "Start again",
    seed: "Seed",
    drawsSoFar: (count: number) => `${count.toLocaleString("en")} draws so far`,
    drawsText: (last: number) =>
      "The small pictures show the estimate over the number of draws, with a band of one standard error on " +
      `either side; the dashed line is the closed form. They end at ${
        last.toLocaleString("en")
      } draws, where the ` +
      "estimate of KL(q ‖ p) is the one that deno task kl prints for this seed. The error shrinks with the square " +
      "root of the number of draws: a digit more takes a hundred times as many.",
    // Asymmetry
    asymmetryTitle: "Why it is not symmetric",
    asymmetryText: [
      "KL(q ‖ p) averages over draws from q, so only places where q has mass count. A q that is narrow and stays " +
      "under a wide p costs little more than the logarithm of the ratio of their widths. Exchange the two, and the " +
      "draws land where the other density is next to nothing: the logarithm of the ratio grows with the square of " +
      "the distance in standard deviations.",
      "Between two Gaussians the divergence is always finite, but it has no upper bound: it grows like " +
      "1 / σ₁² when p gets narrow while q does not, and like log(1 / σ₂) when q gets narrow. It would be infinite " +
      "if p were zero anywhere that q is not. So a model that minimises KL(q ‖ p) over q avoids the places where p " +
      "is small, and one that minimises KL(p ‖ q) spreads q over all of p.",
    ],
    presets: {
      lab: { name: "The lab's pair", text: "The pair that deno task kl starts with." },
      equal: {
        name: "q = p",
        text: "Both divergences are zero, and so is the integrand everywhere.",
      },
      narrow: { name: "Narrow q, wide p", text: "KL(q ‖ p) is about 1 nat, KL(p ‖ q) about 10." },
      wide: { name: "Wide q, narrow p", text: "The same two numbers, exchanged." },
      apart: {
        name: "Far apart",
        text:
          "Equal widths make the two equal: 32 nats, half the squared distance in standard deviations.",
      },
    },
    // The proofs
    formulaLabel: (step: string) =>
      `The formula of step ${step}, which scrolls sideways where the page is narrow`,
    proof1: "The proof for one dimension",
    proof1Text:
      "For q = N(μ₂, σ₂²) and p = N(μ₁, σ₁²), as the notebook names them. Select a step to see its numbers for " +
      "your pair; the picture then shows what the step speaks of.",
    proof2: "The proof for a diagonal Gaussian",
    proof2Text:
      "For q = N(μ, diag(σ²)) and p = N(0, I), as in the loss of a VAE. Select a step to see its numbers for your " +
      "units.",
    steps: [
      {
        title: "Step 1: average log q under q",
        text: [
          "The expected square of x − μ₂ under q is the variance σ₂², so the last term is one half. The result is " +
          "the negative entropy of q, and depends on its width alone.",
        ],
      },
      {
        title: "Step 2: average log p under q",
        text: [
          "The expected square of x − μ₁ under q is σ₂² + (μ₁ − μ₂)²: the variance of q, and the squared distance " +
          "of the means.",
        ],
      },
      {
        title: "Step 3: subtract",
        text: [
          "The constants log 2π cancel, and what is left is the closed form of the divergence.",
        ],
      },
      {
        title: "Step 4: both densities factorise",
        text: [
          "The determinant of a diagonal matrix is the product of its diagonal, and its inverse has the " +
          "reciprocals there. So each density is a product over the units, and its logarithm a sum.",
        ],
      },
      {
        title: "Step 5: the expectation of a sum is the sum of expectations",
        text: [
          "Each term depends on one unit alone, so it is a divergence in one dimension: Exercise 1.1 with μ₁ = 0 " +
          "and σ₁ = 1.",
        ],
      },
      {
        title: "Step 6: insert the closed form",
        text: [
          "This is the KL term of the loss in Exercise 2, for one image; the encoder computes log σᵢ² directly.",
        ],
      },
    ],
    numbersOf: (step: number) => `Step ${step} for your pair, in nats`,
    steps1And2: "Step 1 minus step 2:",
    misprint1:
      "The notebook has a misprint here: it divides by 2σ₂² in the last term, where 2σ₁² is meant.",
    misprint1Same: "For your pair both are the same, since the widths are equal.",
    misprint1Yours: "For your pair that would give",
    misprint2:
      "Two misprints of the notebook: it writes N(zᵢ | μᵢ², σᵢ²) where N(zᵢ | μᵢ, σᵢ²) is meant, with which " +
      "log q(z) would be",
    misprint3: "And it says “the expression for p” where q is meant.",
    factorisedCaption: "Both log densities at a random point z, drawn from p with the seed above",
    joint: "Full covariance",
    factorised: "Sum over units",
    logOf: (name: string) => `log ${name}(z)`,
    unitsCaption: "The divergence of each unit, in nats",
    sumRow: "Sum",
    totalCaption: "The closed form of all units, and the sum of the bars, in nats",
    toPicture: "Show it in the picture",
    // The diagonal case
    diagonalTitle: "Many units: the KL term of a VAE",
    diagonalText: [
      "An encoder gives a mean and a standard deviation for each latent unit. The divergence of the whole code from " +
      "the standard normal is the sum of one bar for each unit.",
      "A unit that stays at mean 0 and standard deviation 1 costs nothing and tells nothing about the image: that " +
      "is a collapsed unit. To tell something, a unit moves its mean or narrows its width, and pays for it in nats.",
    ],
    barsLabel: "The divergence of each unit as a bar, and their sum",
    byMean: "by the mean",
    byWidth: "by the width (hatched)",
    unit: (number: number) => `Unit ${number}`,
    share: (percent: number) => `${percent.toFixed(percent < 10 ? 1 : 0)} % of the sum`,
    asleep: "(tells nothing)",
    unitFields: {
      mean: (number: number) => `Mean of unit ${number}`,
      std: (number: number) => `Std. deviation of unit ${number}`,
    },
    unitSliders: {
      mean: (number: number) => `Mean of unit ${number}, slider`,
      std: (number: number) => `Standard deviation of unit ${number}, slider`,
    },
    remove: "Remove",
    removeUnit: (number: number) => `Remove unit ${number}`,
    addUnit: "Add a unit",
    unitCount: (count: number, most: number) => `${count} of at most ${most} units`,
    sum: "Sum of the bars:",
    total: "Closed form of all units at once:",
    litBars: [
      "Each bar has two parts: what the mean costs, and what the width costs.",
      "",
      "",
      "",
      "Step 4: each framed row is one factor of the density, and depends on one unit alone.",
      "Step 5: the framed bars are the divergences of single units, as in Exercise 1.1.",
      "Step 6: the framed total is the closed form; it equals the sum of the bars.",
    ],
    // The figure
    figureTitle: "The figure of deno task kl",
    figureText:
      "The same figure that this command writes as kl.png for your pair. On the right, the divergence as a surface: shifting and " +
      "scaling q and p together does not change it, so that every pair has its place there.",
    figureLabel: (kl: string) =>
      "The densities of q and p, the integrand, and the divergence as a surface over the mean and the logarithm of " +
      `the standard deviation, on which this pair is marked at ${kl} nats`,
  },
  // Exercise 2
  train: {
    heading: "Exercise 2: train it here",
    intro:
      "Choose a loss, read what theory predicts, and watch the training: the loss, how much each latent unit " +
      "tells (units fall asleep when their bar goes to zero), and what the decoder makes of the images.",
    run: "The run",
    task: "The loss",
    tasks: {
      naive: "Naive",
      collapse: "Collapse",
      anneal: "Annealed",
      train: "Your own",
    },
    losses: {
      naive:
        "squared error + β KL / pixels: the KL term is divided by the number of pixels (784 for MNIST), and hardly counts.",
      collapse: "squared error + β KL: the KL term has its full weight from the first batch on.",
      anneal: "squared error + w β KL: the weight w rises to 1 over the first epochs.",
      train: "any heads, likelihood, schedule and free bits that the lab has.",
    },
    beside: "Beside it, with the same seed",
    nothing: "nothing",
    options: {
      seed: "Seed",
      epochs: "Epochs",
      images: "Training images",
      batchSize: "Batch size",
      latentSize: "Latent units",
      learningRate: "Learning rate",
      beta: "β",
      divisor: "Divisor of the error",
      threads: "Threads",
      warmUp: "Warm-up epochs",
      annealing: "Annealing epochs",
      architecture: "Layers",
      head: "Heads of the encoder",
      likelihood: "Likelihood",
      decoder: "Decoder's variance",
      schedule: "Schedule of the weight",
      cycles: "Cycles",
      rise: "Rising part of a cycle",
      midpoint: "Midpoint, in epochs",
      steepness: "Steepness, per epoch",
      peak: "Weight at the start",
      fall: "Epochs of the fall",
      objective: "Objective",
      alpha: "alpha of InfoVAE",
      lambda: "lambda of InfoVAE",
      samples: "Codes per image",
      inference: "Training of the encoder",
      innerBlock: "Batches per look",
      innerLimit: "Most encoder steps",
      freeBits: "Free nats per unit",
      clampLogVar: "Bound of logVar",
    } as Readonly<Record<string, string>>,
    moreOptions: "More options",
    byTask: (value: string) => `${value} (the task's)`,
    automatic: "automatic",
    start: "Start",
    wrongField: (label: string) => `${label}: what is typed there is not allowed.`,
    startAgain: "Start again",
    startingReplaces: "A run that is under way ends; what it has done is kept below.",
    theory: "What theory says before training",
    theoryWhat:
      "A linear VAE has no hidden layers. Its best loss at any weight of the KL term is known in closed form, from " +
      "the variances of the images along their principal axes: it is what a collapse is measured against.",
    theoryWithout: {
      freeBits:
        "With free bits another loss is minimised, of which there is no closed form: theory says nothing here.",
      objective:
        "With this objective another loss is minimised, of which there is no closed form: theory says nothing here.",
      family:
        "Theory takes the best of all Gaussian posteriors, and this family has only some of them: theory says nothing here.",
      binarise:
        "The model sees black and white images, and the prediction is computed from the gray ones: theory says nothing here.",
      decoder:
        "Where the decoder's variance follows the error, the weight of the KL term is not known before training: " +
        "theory says nothing here.",
    },
    theoryWaits: "The eigenvalues of the pixels are being computed; this takes a few seconds.",
    theoryPlateau: (error: string, unit: string) =>
      `A decoder that ignores its code can do no better than the mean image, whose ${unit} is ${error}: ` +
      `that is the plateau of posterior collapse.`,
    theoryCollapses: (beta: string, critical: string) =>
      `The KL term ends at the weight ${beta}, at or above the critical β* = ${critical}: the best linear VAE uses ` +
      `no unit, so that the objective itself asks for the collapse.`,
    theoryUses: (beta: string, critical: string, units: string, loss: string, parts: string) =>
      `The KL term ends at the weight ${beta} (critical: β* = ${critical}). There the best linear VAE uses ` +
      `${units}, and its loss is ${loss} ` +
      `(${parts}). If fewer units are active in the end, and the loss is worse, then training lost them: the ` +
      `objective did not ask for it.`,
    theoryUnits: (used: number, all: number) => `${used} of ${all} ${all === 1 ? "unit" : "units"}`,
    theoryParts: (error: string, kl: string) => `error ${error}, KL ${kl} nats`,
    theoryEstimate: "For cross-entropy this is an estimate that is good near the collapse alone.",
    predictionLabel:
      "The eigenvalues of the pixels, and the best linear VAE at each weight of the KL term",
    predictionTitle: (images: string) => `Theory: ${images}`,
    allImages: "all training images",
    firstImages: (count: number) => `the first ${count} training images`,
    showPrediction: "Show theory's figure",
    squaredError: "squared error",
    crossEntropy: "cross-entropy",
    crossEntropyNats: "cross-entropy in nats",
    status: {
      preparing: "Preparing: the images are loaded, and the model is made.",
      running: "Training.",
      paused: "Paused.",
      measuring: "Measuring all training images.",
      finished: "Finished.",
      stopped: "Stopped.",
      failed: "Ended.",
    },
    place: (epoch: number, batch: number, batches: number) =>
      `epoch ${epoch}, batch ${batch} of ${batches}`,
    numbers: (loss: string, error: string, kl: string) =>
      `loss ${loss} · error ${error} · KL ${kl} nats`,
    weight: (weight: string) => `weight of the KL term ${weight}`,
    threads: (count: number) => count === 1 ? "one thread" : `${count} threads`,
    pause: "Pause",
    goOn: "Go on",
    oneBatch: "One batch",
    oneEpoch: "To the epoch's end",
    stop: "Stop",
    controls: "Controls of the run",
    speed: "Look at the model",
    everyBatches: (batches: number) =>
      batches === 1 ? "after every batch (slow)" : `every ${batches} batches`,
    everyEpoch: "once an epoch (fastest)",
    betaNow: "β now",
    betaWrong: (beta: number) => `Allowed: a number from 0 on. β stays ${beta}.`,
    betaHelp:
      "Change it while it runs: above β* the units fall asleep; lower it again, and see which come back.",
    betaChanged: (epoch: number, batch: number, beta: number) =>
      `β ${beta} from epoch ${epoch}, batch ${batch} on`,
    betaChangedNote: "β was changed by hand, so that no command line repeats this run.",
    lossChart: "Loss, reconstruction, KL divergence and active units over the batches",
    units: "What each unit tells",
    unit: (unit: number) => `unit ${unit}`,
    nats: (kl: string) => `${kl} nats`,
    asleep: "asleep",
    awake: "awake",
    awakeOf: (awake: number, all: number) => `${awake} of ${all} units are awake.`,
    unitsHelp: (images: number) =>
      `KL of each unit in nats, over the first ${images} images. A unit sleeps when its KL is below 0.01 nats or ` +
      `its mean hardly varies: then its code says nothing of the image. (The chart counts a unit as active by its ` +
      `mean alone.)`,
    showAllUnits: (count: number) => `Show all ${count} units`,
    digits: "Twelve images, and what the decoder makes of their codes",
    originals: "The first twelve training images",
    reconstructions: "Their reconstructions",
    map: "The codes as they form",
    mapHelp: (images: number, labelled: boolean) =>
      `Means of the first ${images} images on two units${
        labelled ? ", coloured by what they show" : ""
      }; the rings are the prior at one and two ` +
      `standard deviations. A unit that sleeps puts all images at the same place.`,
    mapReach: (reach: number) => `The edge of the map is at ${reach}.`,
    mapLabel: (images: number, a: number, b: number) =>
      `Codes of ${images} images on unit ${a}, from left to right, and unit ${b}, from below`,
    horizontal: "Across",
    vertical: "Up",
    scrubber: "Back through the training",
    latest: "Latest",
    lookAt: (epoch: number, batch: number) =>
      batch < 1 ? "before the first batch" : `epoch ${epoch}, after batch ${batch}`,
    agreement: "The same numbers as PyTorch",
    agreementYes: (count: number, difference: string) =>
      `The first ${count} losses beside those that PyTorch 1.13 gave for seed 0: the largest relative ` +
      `difference is ${difference}. Later they drift apart, as rounding grows a hundredfold every hundred batches.`,
    agreementNo:
      "PyTorch's losses are stored for seed 0 and the lab's own options; with others there is nothing to compare.",
    batch: "Batch",
    here: "Here",
    pytorch: "PyTorch",
    difference: "Relative difference",
    verdict: (state: string, used: number, all: number) =>
      `State: ${state}. ${used} of ${all} units are in use.`,
    states: {
      healthy: "healthy",
      "partial collapse": "partial collapse",
      collapsed: "collapsed",
    },
    evidence: (own: string, other: string | undefined, mean: string, percent: number) =>
      `Error of the training images from their own codes: ${own}` +
      (other === undefined ? "" : `, from the codes of other images: ${other}`) +
      `, of the mean image: ${mean}. The state is collapsed where no unit is in use, or where its own code helps an ` +
      `image by less than ${percent} % of the mean image's error.`,
    verdictLoss: (loss: string, optimum: string) =>
      `Loss on the training images ${loss}; the best linear VAE at this weight reaches ${optimum}.`,
    accident:
      "It is worse, with fewer units: training lost them, or was too short; the objective did not ask for it.",
    askedFor:
      "At this weight the best linear VAE uses no unit either: the objective asks for the collapse.",
    better: "It is better: a decoder that is not linear needs fewer units for more.",
    testLoss: (loss: string) => `Loss on the test images: ${loss}.`,
    lastLoss: (loss: string, low: number, high: number) =>
      `Mean loss of the last epoch ${loss}; PyTorch gave ${low} to ${high} over its seeds.`,
    printed: (value: number) => `The notebook printed ${value}.`,
    save: "Save the run (zip)",
    saveModel: "Save the model",
    saveHelp:
      "The zip holds run.json, metrics.jsonl, model.safetensors and checkpoint.safetensors, as the command line " +
      "writes them.",
    kept: "Runs that were kept",
    keptHelp: "A run is kept after each epoch and when it is stopped, also if the tab is closed.",
    keptOnDisk: "Runs of the command line come from the folder out.",
    keptHere: "In this browser",
    onDisk: "On this machine",
    noneKept: "There is none yet.",
    open: "Open",
    remove: "Delete",
    upTo: "Train it to epoch",
    upToWrong: (least: number) => `Allowed: a whole number from ${least} on.`,
    trainOn: "Train on",
    lengthMatters: (planned: number) =>
      `The schedule of this run spans its ${planned} epochs: a longer run is another one from the start.`,
    noZip: (name: string) => `${name} is no zip, or was cut short.`,
    noRunFiles:
      "These are no files of a run. Choose run.json, metrics.jsonl and checkpoint.safetensors together, or the zip.",
    deleteAll: "Delete all",
    showAllKept: (count: number) => `Show all ${count}`,
    keptRun: (task: string, seed: string, done: number, planned: number, options: string) =>
      `${task}, seed ${seed}, ${done} of ${planned} ${
        planned === 1 ? "epoch" : "epochs"
      }${options}`,
    interrupted: "unfinished",
    resumeWith: "To continue it on the command line, unpack the zip into out and run",
    openFiles: "Open a run's files or its zip",
    sameName: (name: string) => `Open ${name}`,
    removeNamed: (name: string) => `Delete ${name}`,
    openExplore: "Explore this model",
    noModelYet: "The model is written after each epoch; this run has not finished one yet.",
    notKept: (why: string) =>
      `The browser keeps no files of this run (${why}). Save it by hand before you close the tab.`,
    workerDied:
      "The worker that trained this run has ended, perhaps for lack of memory. What it kept after its last epoch is " +
      "listed below.",
    stoppedAt: (place: string) => `Stopped ${place}; it can be continued below.`,
    keptAt: (place: string) => `The run can be continued ${place}, below.`,
    otherImages: (theirs: string, ours: string) =>
      `The run was trained on other images (${theirs}) than this page has (${ours}).`,
    alteredMetrics:
      "metrics.jsonl is missing, was cut short or altered: it is not the file that the checkpoint counts.",
    noCheckpoint:
      "There is no checkpoint.safetensors among the files, so the run cannot be continued.",
    otherTask: (task: string) =>
      `The page does not train ${task}; continue it on the command line.`,
    otherBackend: (backend: string) =>
      `The run was computed on ${backend}, and the page computes on wasm: there it would become another run. ` +
      `Continue it on the command line.`,
    oldCheckpoint: "The checkpoint was written by an older lab; continue it on the command line.",
    notSecure:
      "This address is not secure (https, or this machine), so that the browser refuses to compute checksums. " +
      "Open the page at 127.0.0.1.",
    notIsolated:
      "This server sends no COOP and COEP headers, so that the page computes on one thread; the numbers are the same.",
    inFile:
      "This page was opened from a file: it computes on one thread, to the same numbers as on several, and has no " +
      "test images, so that no run is tested at its end.",
    imagesHere: (count: number) =>
      `the number of training images, the first ones of the data; this page has ${
        count.toLocaleString("en")
      }`,
    moreImages: (theirs: number, ours: number) =>
      `The run was trained on ${
        theirs.toLocaleString("en")
      } images, of which this page has the first ${
        ours.toLocaleString("en")
      }. Continue it on the command line, or in the page of deno task explore.`,
  },
  // Explore
  explore: {
    title: "Explore the latent space",
    intro:
      "A decoder turns a few numbers, the code, into a picture. Here you move the code of a trained model and " +
      "watch the picture change. Everything is computed in this page.",
    startAgain: "Start again",
    reason: (error: string) => error.slice(0, 1).toUpperCase() + error.slice(1),
    stopped: "Nothing is computed at present. Your model and your code are still chosen.",
    workerDied: "The part of this page that computes has ended, perhaps for lack of memory.",
    internal: (message: string) => `Internal error; please report it: ${message}`,
    model: {
      heading: "Model",
      runs: "Runs on this machine",
      file: "Open a file",
      drop: "or drop a model.safetensors on this page",
      opening: "The model is being read.",
      facts: (
        { latentSize, architecture, head, likelihood }: {
          readonly latentSize: number;
          readonly architecture: string;
          readonly head: string;
          readonly likelihood: string;
        },
        size: string,
      ) =>
        `${latentSize} latent ${latentSize === 1 ? "unit" : "units"}, images of ${size} pixels, ` +
        `architecture ${architecture}, head ${head}, likelihood ${likelihood}.`,
      measuring: "Its units are being measured on the training images.",
      measured: (used: number, d: number, images: number) =>
        `${used} of ${d} units in use, measured on ${images.toLocaleString("en")} training images.`,
      again: "Try again",
      notMeasured: (why: string) =>
        `Its units could not be measured: ${why} The parts below that need training images say so; the ` +
        "sliders, the drawing pad and the samples work.",
      noLink: (name: string) =>
        `${name} is a file or a run of yours. A link to this page cannot carry it: whoever opens the link sees the ` +
        "first model of the list.",
      notOffered: (path: string) =>
        `The address names the model ${path}, which this page does not offer. Choose one from the list.`,
      tooLarge: (name: string, size: number, most: number) =>
        `${name}: ${size} bytes; a model file has at most ${most}.`,
      unreadable: (name: string) => `${name}: the browser could not read it.`,
    },
    code: {
      heading: "The decoded code",
      picture: "What the decoder makes of the present code",
      zero: "All units 0",
      prior: "Random, from N(0, I)",
      image: "Of a random image",
      otherLength: (given: number, d: number) =>
        `The address holds a code of ${given} numbers, but this model has ${d} latent units. It starts from ` +
        "the code of the first training image.",
    },
    place: {
      measuring: "Whether the encoder puts codes here is being measured.",
      unknown: "Without training images it is not known whether the encoder puts codes here.",
      inside: (d: number) => `Inside: the encoder puts codes here${together(d)}.`,
      outside: (d: number) =>
        `Outside: the encoder puts no codes here${
          together(d)
        }. The decoder was never trained on such a code.`,
    },
    units: {
      heading: "The units of the code",
      measuring: "The units are being measured.",
      explain: (images: number) =>
        "Each slider is one unit, those of largest KL first. The KL is the number of nats by which the unit's " +
        `posterior differs from the prior, on average over ${
          images.toLocaleString("en")
        } training images: ` +
        "roughly, how much it tells about the image. A slider spans 4 standard deviations of the unit's codes " +
        "to each side.",
      prior: "In the order of their numbers, since their KL is not known.",
      name: (unit: number) => `unit ${unit}`,
      nats: (kl: number) => `${kl < 0.1 ? kl.toFixed(3) : kl.toFixed(1)} nats`,
      asleep: "asleep",
      value: (value: number) =>
        value.toFixed(2).replace(/^-(?!0\.00$)/, "\u2212").replace(/^-/, ""),
      kl: (kl: number, asleep: boolean) =>
        `, ${kl < 0.1 ? kl.toFixed(3) : kl.toFixed(1)} nats${asleep ? ", asleep" : ""}`,
      all: (d: number) => `Show all ${d} units`,
      few: (n: number) => `Show the ${n} of largest KL`,
      asleepMeans:
        "A unit that is asleep has collapsed: the encoder says the same about it for every image, so the " +
        "decoder has learned to ignore it. Move its slider: nothing, or hardly anything, happens. " +
        "It counts as asleep at 0.01 nats or less, or if its posterior mean hardly varies.",
    },
    map: {
      heading: "Where the codes lie",
      measuring: "The map is being computed.",
      axes: "Axes",
      units: "two units",
      principalAxes: "principal axes of the codes",
      horizontal: "across",
      vertical: "up",
      shade: "shade where no codes are",
      digit: "digit",
      label: "label, by its number",
      principal: (n: number, share: number) =>
        `principal axis ${n}, ${(100 * share).toFixed(0)} % of the variance`,
      noUnit: (unit: number, d: number) =>
        `The address puts unit ${unit} on the map, but this model has units 0 to ${d - 1}.`,
      legend: "What the images show",
      standOut: (name: string) => `Highlight ${name}`,
      unlabelled: "These images have no labels: all points have one colour.",
      canvas: (names: readonly string[]) =>
        `Map of the codes of 5,000 training images: ${names[0]} across, ${names[1]} up`,
      keys: "Click, drag, or use the arrow keys (with Shift: larger steps) to move the code.",
      coordinate: (name: string, value: number) =>
        `${name.split(",")[0]}: ${value.toFixed(2).replace("-", "\u2212")}`,
      nearest: (image: number, label?: string) => `Nearest here: image ${image}${after(label)}`,
      pointed: (image: number, label?: string) => `Image ${image}${after(label)}`,
      shading:
        "Hatched: the encoder puts hardly any codes there. To be exact, in the plane shown, the distribution " +
        "of its codes, q(z), is less dense there than at 99 of 100 of its own codes.",
      priorMeasuring: "The share of the prior that lies outside is being measured.",
      prior: (share: number, d: number) =>
        `Of the prior N(0, I), ${(100 * share).toFixed(1)} % lies outside of q(z)${together(d)}.`,
      why:
        "Training shows the decoder only codes that the encoder makes. Anywhere else it was never told what " +
        "is right, and whatever comes out is chance: often a sharp picture of nothing. The shading is of this " +
        "plane; a code can lie in the clear part of the map and still be outside, because of its other units. " +
        "The line beside the picture takes all of them into account.",
    },
    draw: {
      heading: "Draw a digit",
      otherHeading: "Draw an image",
      explain:
        "What you draw is prepared as MNIST's digits were: scaled until it fills a box (of 20 pixels, where images have 28), then moved " +
        "until its centre of mass lies at the middle of the image. The model encodes that picture and decodes " +
        "the mean of its posterior.",
      pad:
        "A pad to draw on with a pointer; without one, choose a training image by its number below",
      drawing: "your drawing",
      fitted: "as the model sees it",
      ofImage: (number: number, label?: string) => `training image ${number}${after(label)}`,
      fittedLabel: "The picture that is encoded",
      reconstruction: "its reconstruction",
      reconstructionLabel: "The reconstruction of the picture",
      nothing: "Nothing has been drawn or chosen yet",
      clear: "Clear",
      undo: "Undo the last stroke",
      goTo: "Go to its code",
      image: "Training image",
    },
    imageField: {
      missing: (number: number, count: number) =>
        `The address names training image ${number}, but there are ${count}, from 0 on.`,
      previous: (label: string) => `${label}: the one before`,
      next: (label: string) => `${label}: the next one`,
      randomOf: (label: string) => `${label}: random`,
      random: "Random",
    },
    path: {
      heading: "From one digit to another",
      otherHeading: "From one image to another",
      explain:
        "Two training images are encoded, and 20 codes on the straight line between the two means are decoded. " +
        "Where the line crosses a region without codes, the pictures in the middle show neither.",
      from: "From image",
      to: "To image",
      ends: (ends: readonly { readonly number: number; readonly label?: string }[]) =>
        ends.map(({ number, label }, i) =>
          `${["From", "to"][i]} image ${number}${label === undefined ? "" : ` (${label})`}`
        ).join(" ") + ".",
      frame: (step: number, of: number) => `Picture ${step} of ${of} on the way`,
      strip: (ends: readonly { readonly number: number; readonly label?: string }[]) => {
        const [from, to] = ends.map(({ number, label }) => label ?? `image ${number}`);
        return `The 20 pictures on the way from ${from} to ${to}`;
      },
      play: "Play",
      pause: "Pause",
      step: "Picture on the way",
      stepOf: (step: number, of: number) => `${step} of ${of}`,
      goTo: "Go to this code",
    },
    traversals: {
      heading: "One unit at a time",
      explain:
        "Each row starts from the present code and moves one unit in use from 3 standard deviations below the " +
        "mean of its codes to 3 above. What changes along a row is what the unit stands for.",
      none:
        "No unit is in use: the model has collapsed, and every row would show the same picture.",
      row: (name: string, values: Float32Array) =>
        `${name}: ${values.length} pictures from ${values[0].toFixed(1)} to ${
          values.at(-1)!.toFixed(1)
        }`,
      caption: (name: string, values: Float32Array) =>
        `${name}: from ${values[0].toFixed(1)} to ${values.at(-1)!.toFixed(1)}`.replaceAll(
          "-",
          "\u2212",
        ),
      all: (n: number) => `Show all ${n} units in use`,
      few: (n: number) => `Show the ${n} of largest KL`,
    },
    samples: {
      heading: "Samples",
      why:
        "To generate images, one draws codes at random and decodes them. The notebook of the lab draws each " +
        "unit uniformly from 0 to 1, a cube that is one corner of the space. That is no distribution the model " +
        "was trained with; it is a simple choice of numbers near the middle of the prior, and where the " +
        "heads end in a LeakyReLU hardly any code is negative. N(0, I) is the prior to which the KL term pulls " +
        "the codes, but it covers the space far more widely than the codes do. q(z) draws a training image and " +
        "then a code from its posterior: these are the codes that the decoder was trained on. A prior that was " +
        "fitted to these codes (deno task prior) comes close to q(z), and needs no training image.",
      source: "Draw 100 codes from",
      sources: {
        cube: (d: number) => `the lab's cube, [0, 1)^${d}`,
        prior: (_d: number) => "the prior, N(0, I)",
        fitted: (_d: number) => "a prior fitted to the codes",
        aggregate: (_d: number) => "the encoder's own, q(z)",
      },
      seed: "Seed",
      next: "Next seed",
      grid: (source: string) => `100 pictures decoded from codes of ${source}`,
      counts: (
        source: string,
        { judged, outside, codes: _ }: {
          readonly judged?: {
            readonly share: number;
            readonly counts: readonly number[];
            readonly effectiveDigits: number;
          };
          readonly outside?: number;
          readonly codes: Float32Array;
        },
      ) =>
        [
          judged &&
          `Of 100 codes of ${source}, the classifier recognises ${
              (100 * judged.share).toFixed(0)
            } as a digit` +
            (judged.share > 0
              ? `, as varied as ${judged.effectiveDigits.toFixed(1)} digits: ` +
                judged.counts.flatMap((count, digit) =>
                  count > 0 ? [`${count} \u00d7 ${digit}`] : []
                )
                  .join(", ")
              : "") +
            ".",
          outside !== undefined && `${(100 * outside).toFixed(0)} of the 100 lie outside of q(z).`,
        ].filter(Boolean).join(" "),
      notFitted:
        "No prior was fitted to this model's codes. On the command line, deno task prior fits one.",
      none: "Codes of the encoder's own take training images of the model's size.",
      noClassifier:
        "The classifier that comes with the page knows MNIST's digits only, so that nothing is counted on other " +
        "images. On the command line, deno task classifier trains one for them, and sample --compare counts with it.",
      otherClassifier: (pixels: number) =>
        `The classifier counts digits on images of ${pixels} pixels; this model's have another number, so ` +
        "nothing is counted.",
      table: "What 100 codes of each source decode to",
      columns: {
        source: "Codes from",
        recognised: "Recognised",
        varied: "How varied",
        outside: "Outside of q(z)",
      },
      percent: (share: number) => `${(100 * share).toFixed(1)} %`,
      varied: (digits: number) => Number.isNaN(digits) ? "no" : digits.toFixed(1),
      means:
        "Recognised: the classifier gives a digit a probability of 0.8 or more; the columns 0 to 9 count these. " +
        "How varied: exp(entropy) of the recognised, 10 if all digits come equally often.",
      meansOutside: "Outside: where q(z) is less dense than at 99 % of its own codes.",
    },
  },
  // The student's exercise
  exercise: {
    heading: "Your exercise",
    intro: (folder: string) =>
      `\`deno task check --watch\` checks a file in \`${folder}\` whenever you save it, and this page shows the ` +
      "result.",
    waits: "The state of the exercise is being loaded.",
    ended:
      "deno task check --watch does not answer any more. This page shows its last report, and continues when the " +
      "command runs again at this address.",
    none: "This page is served without an exercise. deno task check --watch serves it with one.",
    steps: "Steps",
    progress: (passed: number, steps: number) => `${passed} of ${steps} steps pass.`,
    status: { passed: "passes", open: "open", later: "later" },
    follow: "Show the step that is saved",
    step: (number: number, title: string) => `Step ${number}: ${title}`,
    checking: (file: string) => `${file} is being checked ...`,
    unchecked: (file: string) => `${file} has not been checked yet. Save it to have it checked.`,
    passes: (number: number) => `Step ${number} passes.`,
    fails: (number: number) => `Step ${number} does not pass yet.`,
    partPasses: "gives what it should.",
    evidence: { at: "At", wanted: "It should give", found: "It gives" },
    hint: "Hint",
    strongerHint: "A stronger hint",
    printed: "What your code printed",
    drawings: "Pictures of your functions",
    drawing: "These pictures show the previous version; new ones are being drawn.",
    whose: { yours: "yours", right: "right", given: "given" },
    density: "the density that they should have",
    draws: "your draws",
  },
};

/** What an image shows, after its number. */
function after(label: string | undefined): string {
  return label === undefined ? "" : `, ${label}`;
}

/** How a statement about a code of several units is meant. */
function together(d: number): string {
  return d > 1 ? `, all ${d} units taken together` : "";
}
