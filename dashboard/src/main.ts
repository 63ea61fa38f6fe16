import { mount } from "svelte";
import App from "./App.svelte";
import { app } from "./app/app.svelte.ts";
import { dress } from "./app/settings.svelte.ts";
import "./styles/tokens.css";
import "./styles/base.css";

// Before the first picture, so that a dark page does not begin with a white flash.
dress(document.documentElement);
// While the frame of the page is made the server answers already.
app.start();
mount(App, { target: document.getElementById("app")! });
